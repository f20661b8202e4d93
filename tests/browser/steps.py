"""What somebody does at the screen: by plain links and forms, so with JavaScript or without."""

from playwright.sync_api import Locator, Page, expect

ADMIN, MODERATOR, PASSWORD = "ada", "mia", "a long password"
NOWHERE = "/exports/999999/"
# Longer than the pauses between two polls of the vendor, or of the page.
PATIENCE = 30_000
GAZETTE = "Gazette"


def sign_in(page: Page, person: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(heading(page)).to_have_text("Overview")


def fill_order(page: Page, site: str = "Daily", label: str = "") -> None:
    """The order form for one week, not sent yet."""
    page.goto("/exports/new/")
    for box in reversed(page.locator("#sites input:checked").all()):
        box.uncheck()
    page.get_by_label(site).check()
    page.get_by_label("First day").fill("2026-03-01")
    page.get_by_label("Last day").fill("2026-03-07")
    page.get_by_text("Label and case number").click()
    page.get_by_label("Label").fill(label)


def start(page: Page) -> int:
    """Press Start; the number of the export that it led to."""
    page.get_by_role("button", name="Start export").click()
    expect(state(page)).to_be_visible()
    return int(page.url.rstrip("/").rpartition("/")[2])


def order(page: Page, site: str = "Daily", label: str = "") -> int:
    fill_order(page, site, label)
    return start(page)


def order_articles(page: Page, *articles: str, site: str = "Daily") -> int:
    """Ask for all comments of these articles, and wait for them."""
    page.goto("/exports/new/articles/")
    page.get_by_label(site).check()
    page.get_by_label("Ids or addresses").fill("\n".join(articles))
    number = start(page)
    expect(state(page)).to_have_text("Ready", timeout=PATIENCE)
    return number


def answer(page: Page, question: str, button: str) -> None:
    """Open a button that asks back, and say yes."""
    page.locator("#export-actions summary", has_text=question).click()
    page.get_by_role("button", name=button).click()


def heading(page: Page) -> Locator:
    return page.locator("h1")


def state(page: Page) -> Locator:
    return page.locator("#export-status .badge-state").first


def current_step(page: Page) -> Locator:
    return page.locator("[aria-current=step]")
