"""Pages of products."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecoop.access.acting import acts
from ecoop.access.queries import Acting
from ecoop.kernel.dates import vietnam_day
from ecoop.kernel.refusals import Refusal
from ecoop.kernel.sheets import Column, SheetDraft, answer_with_excel
from ecoop.lawbook import queries as lawbook
from ecoop.trade.actions.change_product import change_product
from ecoop.trade.actions.record_products import record_products
from ecoop.trade.actions.retire_product import retire_product
from ecoop.trade.errors import ProductNotFound
from ecoop.trade.forms import ProductForm
from ecoop.trade.forms.products import initial_of
from ecoop.trade.queries import ProductFacts, find_products, get_product, list_products


@require_safe
@acts(may="documents.read")
def show_products(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Show the products that are sold, those that are asked for; or hand them out as Excel."""
    if request.GET.get("format") == "xlsx":
        sheet = _sheet(acting, list_products(org_id=acting.org_id))
        return answer_with_excel(name="products", sheets=[sheet])
    words = request.GET.get("q", "")[:100]
    page = find_products(org_id=acting.org_id, words=words, cursor=request.GET.get("cursor", ""))
    given = {"page": page, "words": words, "may_record": acting.may("documents.record")}
    return render(request, "trade/products.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def record_product(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Record a product."""
    now = timezone.now()
    form = ProductForm(request.POST or None, law=lawbook.on(vietnam_day(now)))

    def record() -> None:
        (outcome,) = record_products(org_id=acting.org_id, products=[form.draft()], by=acting.person_id, now=now)
        if outcome.refusal is not None:
            raise outcome.refusal

    return _form_page(request, acting, form, record, product=None)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(may="documents.record")
def show_product(request: HttpRequest, acting: Acting, product_id: UUID) -> HttpResponse:
    """Show a product and change it."""
    now = timezone.now()
    try:
        product = get_product(org_id=acting.org_id, product_id=product_id)
    except ProductNotFound:
        raise Http404 from None
    given = request.POST or None
    form = ProductForm(given, law=lawbook.on(vietnam_day(now)), initial=initial_of(product=product))

    def change() -> None:
        draft = form.draft()
        if draft.id != product.id:
            raise ProductNotFound()
        change_product(org_id=acting.org_id, product=draft, by=acting.person_id, now=now)

    return _form_page(request, acting, form, change, product=product)


@require_POST
@acts(may="documents.record")
def retire(request: HttpRequest, acting: Acting, product_id: UUID) -> HttpResponse:
    """Take a product out of sale."""
    retire_product(org_id=acting.org_id, product_id=product_id, by=acting.person_id, now=timezone.now())
    messages.success(request, _("The product is no longer sold; documents keep it."))
    return redirect("trade:products", acting.org_slug)


def _form_page(
    request: HttpRequest, acting: Acting, form: ProductForm, write: Callable[[], None], *, product: ProductFacts | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write()
            messages.success(request, _("Saved."))
            return redirect("trade:products", acting.org_slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    given = {"form": form, "product": product}
    return render(request, "trade/product.html", given, status=422 if form.is_bound else 200)


def _sheet(acting: Acting, products: list[ProductFacts]) -> SheetDraft:
    columns = [
        Column(_("Code"), width=14),
        Column(_("Name"), width=40),
        Column(_("Unit"), width=10),
        Column(_("Price"), "money"),
        Column(_("Sector group"), width=40),
        Column(_("VAT is cut"), width=12),
        Column(_("In stock"), width=12),
    ]
    ticks = {True: _("yes"), False: ""}
    rows = [
        (
            each.code,
            each.name,
            each.unit,
            each.price_vnd,
            each.sector_label,
            ticks[each.is_vat_cut],
            ticks[each.is_stocked],
        )
        for each in products
    ]
    title = _("Products")
    return SheetDraft(name=title, columns=columns, rows=rows, titles=(acting.org_name, title))
