// The shapes in which the server answers what the phone reads and keeps.

export interface Law {
  document: string;
  article: string;
  /** Both in the words of the desk, where the server says them. */
  label?: string;
}

export interface Refused {
  code: string;
  said: string;
  remedy: string;
  law?: Law | null;
}

export interface Step {
  label: string;
  amount_vnd: number | null;
  text: string;
  law: Law | null;
}

export interface OldDebt {
  document_kind: string;
  document_id: string;
  on: string;
  party_name: string;
  text: string;
  open_vnd: number;
  age_days: number;
}

export interface DebtsAtOnce {
  open_vnd: number;
  count: number;
  by_age_vnd: number[];
  oldest: OldDebt[];
}

export interface Home {
  as_of: string;
  today: string;
  takings: {
    today_vnd: number;
    today_count: number;
    yesterday_vnd: number;
    same_day_last_week_vnd: number;
    week_vnd: number;
    week_before_vnd: number;
    month_vnd: number;
    by_day: { on: string; amount_vnd: number }[];
  };
  by_means: { cash_vnd: number; bank_vnd: number; credit_vnd: number };
  top: { product_id: string | null; name: string; unit: string; quantity: string; amount_vnd: number }[];
  low: { product_id: string; name: string; unit: string; quantity: string; sold_in_week: string }[];
  owed_to_us: DebtsAtOnce;
  we_owe: DebtsAtOnce;
  missing_papers: number;
}

export interface NextDate {
  code: string;
  label: string;
  period: string;
  form: string;
  due_on: string;
  days_left: number;
  state: "overdue" | "soon" | "open" | "ask";
  amount_vnd: number | null;
  return_id: string | null;
  law: Law | null;
}

export interface Tax {
  as_of: string;
  year: number;
  revenue_vnd: number;
  exempt: boolean;
  method: "revenue" | "income" | "exempt" | "";
  tax: { vat_vnd: number; pit_vnd: number; total_vnd: number; withheld_vnd: number; due_vnd: number } | null;
  refusal: Refused | null;
  threshold: {
    code: string;
    amount_vnd: number;
    left_vnd: number;
    percent: number;
    level: "calm" | "near" | "close" | "over";
    marks: string[];
    meaning: string;
    law: Law | null;
  } | null;
  past_vnd: number | null;
  pace_vnd: number | null;
  passes_at_this_pace: boolean;
  next: NextDate[];
  steps: Step[];
  warnings: string[];
}

export interface TaxReturn {
  form: string;
  period: string;
  period_label: string;
  due_on: string | null;
  days_left: number | null;
  state: "coming" | "due" | "late" | "prepared" | "filed";
  can_confirm: boolean;
  can_record_filing: boolean;
  return_id: string | null;
  number: number | null;
  vat_vnd: number | null;
  pit_vnd: number | null;
  total_vnd: number | null;
  prepared_at: string | null;
  filed_on: string | null;
  channel: string;
  receipt: string;
  paper: string | null;
  file: string | null;
  page: string | null;
}

export interface TaxReturns {
  year: number;
  is_filed_by: string;
  refusal: Refused | null;
  returns: TaxReturn[];
}

export interface ReturnPaper {
  return: TaxReturn;
  title: string;
  head: string[][];
  tables: { columns: string[]; rows: { kind: string; code: string; label: string; cells: string[] }[] }[];
}

export interface Books {
  year: number;
  years: number[];
  books: { code: string; official: string; name: string; is_kept: boolean; why: string; paper: string | null; page: string }[];
}

export interface Banks {
  banks: { bin: string; short_name: string; name: string }[];
}

export interface Notice {
  id: string;
  kind: "notice" | "meeting" | "vote" | "share" | "disclosure" | "papers" | "application" | "identity";
  on: string;
  at: string | null;
  from: string;
  title: string;
  text: string;
  screen: string;
  url: string;
  is_to_do: boolean;
}

export interface Application {
  id: string;
  cooperative_slug: string;
  cooperative: string;
  receipt: string;
  applied_on: string;
  capital_vnd: number;
  state: "waiting" | "admitted" | "refused" | "withdrawn";
  state_label: string;
  decided_on: string | null;
  member_number: string;
}

export interface Membership {
  slug: string;
  name: string;
  number: string;
  member_name: string;
  type_label: string;
  admitted_on: string;
  holds: boolean;
  paid_in_vnd: number;
  committed_vnd: number;
  owed_vnd: number;
  traded_vnd: number;
  shares: { year: number; total_vnd: number; resolution: string; decided_on: string; undone_on: string | null }[];
  page: string;
}

export interface Cooperatives {
  cooperatives: Membership[];
  applications: Application[];
}

export interface Arrivals {
  arrivals: { id: string; amount_vnd: number; matched: { document_id: string } | null }[];
}

export interface Identity {
  name: string;
  tax_code: string;
  representative_name: string;
  phone: string;
  address_line: string;
}

export interface Bookkeeping {
  slug: string;
  name: string;
  accountants: string[];
  since_at: string | null;
}

export interface ShareStatement {
  cooperative: string;
  year: number;
  number: string;
  type_label: string;
  total_vnd: number;
  resolution: string;
  decided_on: string;
  parts: { side_label: string; label: string; pot_vnd: number; own_vnd: number; all_vnd: number; amount_vnd: number; law: Law | null }[];
  steps: Step[];
  dealings: { on: string; label: string; kind_label: string; amount_vnd: number }[];
  paper: string | null;
}

export interface Meeting {
  id: string;
  cooperative_slug: string;
  cooperative: string;
  title: string;
  starts_at: string;
  place: string;
  status: string;
  status_label: string;
  is_over: boolean;
  agenda: string[];
  votes_open: number;
  link: string;
  page: string;
}
