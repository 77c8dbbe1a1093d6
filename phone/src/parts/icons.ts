// The few pictures of the app: Tabler's outlines, written into the app when it is built. Add a name to both lists.

const FOUND = import.meta.glob<string>(
  "../../../node_modules/@tabler/icons/icons/outline/{alert-triangle,arrow-back-up,arrow-left,backspace,barcode,bell,book-2,bolt,book,building-bank,building-community,building-store,calendar-due,camera,cash,check,chevron-right,circle-check,clipboard-list,clock,cloud-check,cloud-off,coins,device-mobile,dots,download,edit,file-invoice,gavel,home,info-circle,language,list-details,lock,logout,minus,moon,note,packages,pencil,percentage,phone,pig-money,plus,printer,qrcode,receipt,receipt-tax,refresh,report-money,scale,search,send,settings,share,shopping-cart,sun,tag,text-size,trash,truck-delivery,user,users,volume,wallet,wifi-off,x}.svg",
  { query: "?raw", import: "default", eager: true },
);

const NAMED = new Map(
  Object.entries(FOUND).map(([path, drawing]) => [path.replace(/^.*\/(.+)\.svg$/, "$1"), drawing]),
);

export type IconName =
  | "alert-triangle" | "arrow-back-up" | "arrow-left" | "backspace" | "barcode" | "bell" | "bolt" | "book" | "book-2"
  | "building-bank" | "building-community" | "building-store" | "calendar-due" | "camera" | "cash" | "check"
  | "chevron-right" | "circle-check" | "clipboard-list" | "clock" | "cloud-check" | "cloud-off" | "coins"
  | "device-mobile" | "dots" | "download" | "edit" | "file-invoice" | "gavel" | "home" | "info-circle" | "language"
  | "list-details" | "lock" | "logout" | "minus" | "moon" | "note" | "packages" | "pencil" | "percentage" | "phone"
  | "pig-money" | "plus" | "printer" | "qrcode" | "receipt" | "receipt-tax" | "refresh" | "report-money" | "scale"
  | "search" | "send" | "settings" | "share" | "shopping-cart" | "sun" | "tag" | "text-size" | "trash"
  | "truck-delivery" | "user" | "users" | "volume" | "wallet" | "wifi-off" | "x";

/** The drawing of an icon as SVG. */
export function drawingOf(name: IconName): string {
  return NAMED.get(name) ?? "";
}
