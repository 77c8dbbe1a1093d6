from tests.browser.pages import SHOP
from ecoop.invoicing.models import Invoice
from ecoop.trade.models import Sale
def test_shots(stage):
    inv = stage.first(Invoice, org=SHOP.slug, person=SHOP.owner).pk
    sale = stage.first(Sale, org=SHOP.slug, person=SHOP.owner).pk
    for name, path in {"year": "tax/2026/?known_on=2026-04-15", "s2a": "books/s2a/?year=2026", "invoice": f"invoices/{inv}/", "invoices": "invoices/", "import":"invoices/import/", "sale": f"sales/{sale}/", "new": "sales/new/", "sales":"sales/"}.items():
        with stage.look(person=SHOP.owner) as look:
            a = look.go(f"/o/{SHOP.slug}/{path}")
            print(name, a.status, look.wrong)
            look.page.screenshot(path=f"/tmp/work/F/{name}.png", full_page=name not in ("s2a",))
