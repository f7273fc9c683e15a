# SPDX-License-Identifier: Apache-2.0
"""A new user with a real browser: from nothing to the downloaded report of patient 1 of Harrer et al., Front Oncol 2021;11:755439 (CC BY 4.0).

usage: workbench_browser.py FOLDER-WITH-PROGRAMS CHROMIUM CHROMEDRIVER [FOLDER-FOR-PICTURES]

Says what it has seen, one line each, and ends with status 1 at the first thing that is not as it should be.
"""
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PROGRAMS, CHROMIUM, DRIVER = sys.argv[1:4]
# axe-core as the package has it; the package itself needs another driver of browsers, and is not used.
with open(os.path.join(importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0], "axe.min.js"), encoding="utf-8") as source:
    AXE = source.read()
PICTURES = sys.argv[4] if len(sys.argv) > 4 else None
MARKER = '<script>window.marked=1</script>"><img src=x onerror="window.marked=1">'

# Patient 1 as the paper tells it: what a person types, field by field. Times in German and English, as they come to mind.
COURSE = [
    ("diagnosis", {"diagnosis": "leiomyosarcoma", "when": "-", "site": "pancreas", "grade": "G2", "method": "histology and FISH of a biopsy",
                   "source.1.section": "Results/Patient 1", "source.1.quote": "moderately differentiated leiomyosarcoma of the pancreas"}),
    ("metastases", {"metastases": "liver", "when": "bei Diagnose", "number": "multiple", "source.1.quote": "multiple hepatic metastases was referred",
                    "source.1.section": "Results/Patient 1"}),
    ("event", {"event": "referral", "id": "referral", "when": "nach Diagnose"}),
    ("therapy", {"therapy": "doxorubicin + olaratumab", "id": "dox-ola", "intent": "first-line", "when": "after referral", "cycles": "2",
                 "every": "-", "stopped for": "progression"}),
    ("assessment", {"assessment": "MRI", "id": "mri-1", "when": "3 Monate nach Beginn Dox/Ola", "region": "liver", "response": "PD", "criteria": "-",
                    "of": "dox-ola", "finding": "rapid tumour progression"}),
    ("therapy", {"therapy": "gemcitabine + docetaxel", "id": "gem-doc", "intent": "salvage", "when": "after mri-1\nnach Ende Dox/Ola", "cycles": "4",
                 "every": "-"}),
    ("toxicity", {"toxicity": "neutropenia", "when": "während Gem/Doc", "grade": "-", "of": "gem-doc"}),
    ("assessment", {"assessment": "MRI", "id": "mri-2", "when": "after end of gem-doc", "region": "liver", "response": "PR", "criteria": "-",
                    "of": "gem-doc"}),
    ("therapy", {"therapy": "gemcitabine", "id": "maintenance", "intent": "maintenance", "continues": "gem-doc",
                 "when": "6 months after first Gem/Doc\nnach Ende Gem/Doc", "cycles": "-", "every": "21 d", "stopped for": "progression",
                 "phases.1.dose": "900 mg/m2", "phases.1.days": "1\n8", "phases.1.every": "21 d"}),
    ("assessment", {"assessment": "MRI", "id": "mri-3", "when": "6 Monate nach Beginn Erhaltung", "region": "liver", "response": "PD",
                    "criteria": "-", "of": "maintenance"}),
    ("therapy", {"therapy": "dacarbazine", "id": "dacarbazine", "intent": "salvage", "when": "after mri-3\nnach Ende Erhaltung", "cycles": "-", "every": "-",
                 "stopped for": "lacking efficacy"}),
    ("therapy", {"therapy": "pazopanib", "id": "pazopanib", "intent": "salvage", "when": "3 mo after start of dacarbazine\nafter end of dacarbazine",
                 "cycles": "-", "every": "-"}),
    ("best-supportive-care", {"best supportive care": "palliative care", "id": "bsc", "when": "nach Beginn Pazopanib"}),
    ("death", {"death": "-", "when": "2½ Jahre nach Diagnose\n1-61 d after start of bsc"}),
]


def say(words):
    print(words, flush=True)


def check(holds, words):
    if not holds:
        say("FAILED: " + words)
        sys.exit(1)
    say(words)


class Browser:
    def __init__(self, downloads, width=1280, height=1000):
        options = Options()
        options.binary_location = CHROMIUM
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},{height}", "--lang=en"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": downloads, "download.prompt_for_download": False,
                                                  "intl.accept_languages": "en"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        self.driver.set_page_load_timeout(60)
        self.view(width, False)
        self.base = ""

    def open(self, path):
        self.driver.get(self.base + path)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, element):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def until(self, test, words, seconds=20):
        WebDriverWait(self.driver, seconds).until(lambda _: test(), words)

    def focused(self):
        return self.driver.switch_to.active_element

    def leave(self, act):
        """Does something that leads to another page, and waits for it."""
        page = self.one("html")
        act()
        def is_gone():
            try:
                page.is_enabled()
                return False
            except Exception:
                return True
        self.until(is_gone, "another page")
        self.until(lambda: self.driver.execute_script("return document.readyState") == "complete", "the page")

    def fill(self, fields):
        for name, text in fields.items():
            found = self.all(f'[name="v.{name}"]')
            check(found, f"there is a field for {name}") if not found else None
            field = found[0]
            for details in self.driver.execute_script(
                    "let e = arguments[0], all = []; while ((e = e.parentElement)) if (e.tagName === 'DETAILS' && !e.open) all.push(e); return all", field):
                self.click(details.find_element(By.TAG_NAME, "summary"))
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
            if field.tag_name == "select":
                value = "not stated" if text == "-" else text
                Select(field).select_by_value(value)
            else:
                field.clear()
                field.send_keys(text)

    def picture(self, name):
        if not PICTURES:
            return
        import base64
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": {
            "x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 2400), "scale": 1}})
        with open(os.path.join(PICTURES, name + ".png"), "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def view(self, width, dark):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}, {"name": "prefers-reduced-motion", "value": "reduce"}]})


def start(folder, *arguments):
    program = subprocess.Popen([os.path.join(PROGRAMS, "verlauf-workbench"), "serve", "--no-browser", *arguments], cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    address = program.stdout.readline().strip()
    check(re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/open\?token=[0-9a-f]{64}", address), "the program prints an address of the loopback")
    return program, address


def enter(browser, address, name):
    browser.driver.get(address)
    browser.base = re.match(r"http://[^/]+", address)[0]
    check("Who are you?" in browser.one("h1").text, f"{name} is asked for a name")
    field = browser.one("#author")
    field.clear()
    browser.leave(lambda: field.send_keys(name, Keys.ENTER))


def from_nothing(browser):
    """By keyboard alone: Tab to each field, type, Enter."""
    check("Open or begin a study" in browser.one("h1").text, "a new user is asked to open or to begin a study")
    browser.picture("start")
    for _ in range(40):
        browser.focused().send_keys(Keys.TAB)
        if browser.focused().get_attribute("name") == "title":
            break
    check(browser.focused().get_attribute("name") == "title", "Tab leads to the title")
    browser.focused().send_keys("Gemcitabine maintenance", Keys.TAB)
    check(browser.focused().get_attribute("name") == "patient", "Tab leads on to the patient")
    browser.leave(lambda: browser.focused().send_keys(Keys.ENTER))
    check("Gemcitabine maintenance" in browser.one("h1").text, "the study is there")
    check("No course can be drawn yet" in browser.one("main").text, "an empty study says what to do")


def enter_patient(browser):
    browser.leave(lambda: browser.click(browser.one("a.row-link")))
    patient = browser.driver.current_url[len(browser.base):]
    check("Begin with what you know" in browser.one("main").text, "an empty patient says what to do")
    browser.picture("empty-patient")
    browser.leave(lambda: browser.click(browser.one(f'a[href="{patient}/facts"]')))
    browser.fill({"sex": "male", "age": "73 at diagnosis", "height": "-", "weight": "-"})
    # The age refers to the diagnosis, which is not there yet: told, and kept.
    browser.leave(lambda: browser.one('[name="v.age"]').send_keys(Keys.CONTROL, Keys.ENTER))
    check("there is no `diagnosis`" in browser.one("#problems").text, "an age at a diagnosis that nobody has entered is told in words")
    check(browser.one('[name="v.age"]').get_attribute("value") == "73 at diagnosis", "what was typed stays")
    for index, (kind, fields) in enumerate(COURSE):
        browser.open(f"{patient}/new/{kind}")
        browser.fill(fields)
        if kind == "therapy" and "maintenance" in fields.values():
            browser.until(lambda: "6 mo after start of gem-doc" in browser.one("#read-v-when").text, "the reading of the time", 10)
            check("gives" in browser.one("#read-v-when").text, "a time is read while it is typed: " + browser.one("#read-v-when").text.replace("\n", " · "))
            browser.picture("typing-a-time")
        if index % 2:
            browser.leave(lambda: browser.one(f'[name="v.{next(iter(fields))}"]').send_keys(Keys.CONTROL, Keys.ENTER))
        else:
            browser.leave(lambda: browser.click(browser.one(".actions button.primary")))
        problems = browser.all("#problems")
        check(browser.driver.current_url.startswith(browser.base + patient + "?"),
              f"{kind} is saved" + (": " + problems[0].text if problems else ""))
    browser.open(f"{patient}/facts")
    browser.fill({"sex": "male", "age": "73 at diagnosis", "height": "-", "weight": "-"})
    browser.leave(lambda: browser.one('[name="v.age"]').send_keys(Keys.CONTROL, Keys.ENTER))
    browser.open(patient)
    return patient


def look_at(browser, patient):
    figure = browser.one("#course svg")
    check(figure.size["width"] > 300 and figure.size["height"] > 80, "the course is drawn")
    check(len(browser.all("#course svg a")) >= 5, "therapies in the figure are links")
    strip = browser.one("dl.strip").text
    # 2½ y is 2.25 to 2.75 y, 27 to 33 mo; the first progression was 3 mo after the start (2.5 to 3.5).
    check("27–33 mo" in strip and "2.5–3.5 mo" in strip, "survival and the first time to progression follow: " + strip.replace("\n", " "))
    browser.picture("patient")
    browser.open("/s")
    check(len(browser.all("#courses svg a")) >= 1, "the lane of the swimmer plot is a link")
    browser.picture("study")


def paste(browser, patient):
    browser.open(patient + "/paste")
    rows = browser.one("#rows")
    # Tabs, as a spreadsheet copies them; typed they would leave the field.
    browser.driver.execute_script(
        "arguments[0].value = arguments[1]", rows, "Datum\tParameter\tWert\tEinheit\n2018-05-03\tneutrophils\t1.2\t10^9/L\n03/04/2018\tplatelets\t85\t10^9/L\n")
    browser.leave(lambda: browser.click(browser.one('button[value="read"]')))
    check("not understood" in browser.one("#understood").text and not browser.all('button[value="save"]'),
          "a date that may be two days is told, and cannot be saved")
    browser.picture("paste")
    browser.driver.execute_script("arguments[0].value = arguments[0].value.replace('03/04/2018', '2018-04-03')", browser.one("#rows"))
    browser.leave(lambda: browser.click(browser.one('button[value="read"]')))
    browser.leave(lambda: browser.click(browser.one('button[value="save"]')))
    check("Laboratory values (2)" in browser.one("main").text, "rows of a spreadsheet are saved as they were understood")


def scan(folder):
    """An invented scan: a bright ellipse on grey, with a name burned into its upper left corner."""
    from PIL import Image, ImageDraw, ImageFont
    image = Image.new("L", (480, 360), 40)
    draw = ImageDraw.Draw(image)
    draw.ellipse((180, 130, 330, 250), fill=170)
    draw.text((12, 8), "MUSTER, MARIA", fill=255, font=ImageFont.load_default(22))
    path = os.path.join(folder, "MUSTER-MARIA.png")
    image.save(path)
    return path


def pictures(browser, patient, folder):
    """A scan is chosen for the second MRI, its name blanked by mouse, kept, and marked by keyboard."""
    browser.open(patient)
    row = next(row for row in browser.all("table.record tr") if "after end of gem-doc" in row.text)
    browser.leave(lambda: browser.click(next(a for a in row.find_elements(By.TAG_NAME, "a") if a.get_attribute("href").endswith("/pictures"))))
    address = browser.driver.current_url[len(browser.base):].split("?")[0]
    path = scan(folder)
    browser.one("#file").send_keys(path)
    browser.leave(lambda: browser.click(browser.one("form.drop button")))
    check("text of" in browser.one(".callout.warning").text and "MUSTER" not in browser.one("main").text, "a name in the picture is found, and not repeated")
    browser.leave(lambda: browser.click(browser.one('button[value="keep"]')))
    check("nothing was kept" in browser.one("#problems").text, "and the picture is not kept while it stands there")
    svg = browser.one(".canvas svg")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", svg)
    box = svg.rect
    scale = min(box["width"] / 480, box["height"] / 360)
    for x, y in ((2, 2), (240, 40)):
        ActionChains(browser.driver).move_to_element_with_offset(svg, round((x - 240) * scale), round((y - 180) * scale)).click().perform()
    blank = browser.one("#f-blank").get_attribute("value")
    found = re.fullmatch(r"(\d+)x(\d+) at (\d+),(\d+)", blank)
    check(found and all(abs(int(own) - meant) <= 3 for own, meant in zip(found.groups(), (238, 38, 2, 2))), f"two clicks blank a region: {blank}")
    browser.leave(lambda: browser.click(browser.one('button[value="look"]')))
    check("No text was found" in browser.one("main").text, "and nothing is read any more")
    browser.fill({"modality": "MR", "shows": "liver metastases", "spacing": "0.8 mm", "rights": "invented"})
    browser.picture("new-picture")
    browser.leave(lambda: browser.click(browser.one('button[value="keep"]')))
    browser.until(lambda: browser.driver.execute_script("const i = document.querySelector('.thumbs img'); return i && i.naturalWidth"), "the picture that was kept")
    browser.leave(lambda: browser.click(browser.one(".thumbs a.button")))
    own = browser.driver.current_url[len(browser.base):]
    browser.click(browser.one('input[value="arrow"]'))
    canvas = browser.one(".canvas")
    browser.driver.execute_script("arguments[0].focus()", canvas)
    canvas.send_keys(Keys.ENTER)
    for _ in range(4):
        ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_LEFT).key_up(Keys.SHIFT).perform()
    canvas.send_keys(Keys.ARROW_UP, Keys.ENTER)
    check(browser.one("#f-marks").get_attribute("value") == "arrow 240,180 to 200,179", "an arrow is drawn by keys alone: " + browser.one("#f-marks").get_attribute("value"))
    browser.fill({"crop": "400x300 at 40,40"})
    browser.picture("picture")
    browser.leave(lambda: browser.click(browser.one("form.picture-form button.primary")))
    check("Saved" in browser.one("main").text or browser.driver.current_url.endswith("told=saved"), "it is saved")
    browser.open("/r")
    check(browser.all(".sheet image"), "the figure of the report shows the scan")
    browser.picture("report-with-picture")
    # Another one waits to be looked at.
    browser.open(address)
    browser.one("#file").send_keys(path)
    browser.leave(lambda: browser.click(browser.one("form.drop button")))
    return address, own, browser.driver.current_url[len(browser.base):]


def settle_a_finding(browser):
    browser.open("/f")
    before = len(browser.all("ul.list a"))
    check(before > 0, f"there are findings: {before}")
    browser.picture("findings")
    browser.driver.get(browser.all("ul.list a")[0].get_attribute("href"))
    browser.click(browser.one('input[value="accepted"]'))
    browser.picture("finding")
    browser.leave(lambda: browser.one("#reason").send_keys("the source says no more", Keys.ENTER))
    check("accepted by" in browser.one("#decide").text, "a finding is accepted with a reason")
    browser.open("/f")
    check(len(browser.all("ul.list a")) == before - 1, "and is no longer open")


def download(browser, folder, downloads):
    browser.open("/r")
    browser.picture("report")
    browser.click(browser.one('a[href="/r/all.zip"]'))
    place = os.path.join(downloads, "report.zip")
    browser.until(lambda: os.path.exists(place) and not os.path.exists(place + ".crdownload"), "the download", 60)
    subprocess.run([os.path.join(PROGRAMS, "verlauf-store"), "export", "my-series.verlauf", "exported"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([os.path.join(PROGRAMS, "verlauf"), "report", "exported", "--no-prints", "--out", "report"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with zipfile.ZipFile(place) as archive:
        names = archive.namelist()
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                if file.read() != archive.read(name):
                    check(False, f"{name} is not what the folder gives")
    own = sum(len(files) for _, _, files in os.walk(os.path.join(folder, "report")))
    # The manifest of the folder is no part of the report.
    check(len(names) >= own - 1 > 20, f"the report that was downloaded is the folder's own, byte for byte: {len(names)} files")


def second_browser(browser, patient, downloads):
    browser.open("/settings")
    browser.leave(lambda: browser.click(browser.one('form[action="/settings/browser"] button')))
    address = browser.one("#entrance").text
    other = Browser(downloads)
    enter(other, address, "B. Second")
    other.driver.get(address)
    check("has let in a browser already" in other.one("main").text, "an address lets in one browser, once")
    links = [a.get_attribute("href") for a in (browser.open(patient), browser.all("a.row-link"))[1] if "pazopanib" in a.text]
    entry = links[0][len(browser.base):]
    browser.open(entry)
    other.open(entry)
    browser.fill({"cycles": "3"})
    browser.leave(lambda: browser.one("#why").send_keys("chart read again", Keys.ENTER))
    other.fill({"cycles": "5", "note": MARKER})
    other.leave(lambda: other.one("#why").send_keys("counted", Keys.ENTER))
    check("Two have changed the same" in other.one("h1").text, "a second browser meets a conflict")
    check("cycles: 3" in other.one("main").text and "cycles: 5" in other.one("main").text, "with both values")
    other.picture("conflict")
    pages(other, [], [("conflict", None)])
    other.click(other.one('input[name="settle.cycles"][value="mine"]'))
    other.leave(lambda: other.click(other.one("button.primary")))
    other.open(entry)
    check(other.one('[name="v.cycles"]').get_attribute("value") == "5", "and settles it")
    browser.open("/h")
    check("B. Second" in browser.one("main").text, "the history names who did so")
    return other, entry


def second_entry(browser, folder, downloads):
    """Another person enters the chart in a file of her own, blind; then the two are compared, and a difference is settled."""
    browser.open("/s")
    browser.leave(lambda: browser.click(browser.one('a[href="/double"]')))
    browser.picture("double-begin")
    browser.leave(lambda: browser.click(browser.one("#begin button")))
    check("nothing entered yet" in browser.one("#patients").text, "the file of a second entry is made")
    program, address = start(folder, "my-series-second.verlauf")
    second = None
    try:
        second = Browser(downloads)
        enter(second, address, "B. Second")
        for path in ("/s", "/f", "/r", "/h"):
            second.open(path)
            check(not re.search("leiomyosarcoma|docetaxel|liver", second.driver.page_source), f"nothing of the first entry is on {path} of the second abstractor")
        second.open("/s")
        second.leave(lambda: second.click(second.one("a.row-link")))
        patient = second.driver.current_url[len(second.base):]
        for kind, fields in COURSE[:4]:
            second.open(f"{patient}/new/{kind}")
            second.fill({**fields, "cycles": "3"} if kind == "therapy" else fields)
            second.leave(lambda: second.one(f'[name="v.{next(iter(fields))}"]').send_keys(Keys.CONTROL, Keys.ENTER))
            check(second.driver.current_url.startswith(second.base + patient + "?"), f"{kind} is saved by the second")
    finally:
        if second:
            second.driver.quit()
        program.terminate()
        program.wait(20)
    browser.open("/double")
    check("B. Second" in browser.one("main").text, "the comparison names who entered the second time")
    browser.picture("double")
    browser.leave(lambda: browser.click(browser.one("#patients a")))
    own = browser.driver.current_url[len(browser.base):]
    panel = next(one for one in browser.all("article.panel") if "Cycles" in one.find_element(By.TAG_NAME, "h2").text)
    check("2" in panel.text and "3" in panel.text, "both values stand side by side: " + panel.text.split("The first holds")[0].replace("\n", " · "))
    before = browser.one(".head p").text
    browser.picture("double-patient")
    browser.click(panel.find_element(By.CSS_SELECTOR, 'input[value="second"]'))
    browser.leave(lambda: panel.find_element(By.CSS_SELECTOR, 'input[name="reason"]').send_keys("three, by the pharmacy's list", Keys.ENTER))
    after = browser.one(".head p").text
    check(before != after and "1 settled" in after, f"the second abstractor's value is taken: {before} → {after}")
    check("the second entry holds" in browser.one("main").text, "and the decision is told")
    return own


def pages(browser, looks, paths):
    """Every page in light and dark: axe finds nothing, nothing is lost at 400 px, no script of a study runs."""
    for name, path in paths:
        if path:
            browser.open(path)
        for width, dark in looks or [(1280, False)]:
            browser.view(width, dark)
            browser.driver.execute_script(AXE)
            found = browser.driver.execute_async_script(
                "const done = arguments[0]; axe.run().then(found => done(found.violations.map(one => one.id + ': ' + one.help + ' '"
                " + one.nodes.slice(0, 4).map(node => node.target.join(' ') + ' ' + node.html.slice(0, 160)).join(' | '))))")
            if found:
                check(False, f"axe, {name} at {width} px, {'dark' if dark else 'light'}: " + "; ".join(found)[:4000])
            overflow = browser.driver.execute_script("return document.scrollingElement.scrollWidth - window.innerWidth")
            if overflow > 1:
                check(False, f"{name} at {width} px is {overflow} px too wide")
            if browser.driver.execute_script("return window.marked"):
                check(False, f"a script of the study has run on {name}")
            browser.picture(f"{name}-{width}-{'dark' if dark else 'light'}")
    say(f"axe finds nothing on {len(paths)} pages in {len(looks or [1])} looks")


def main():
    folder = tempfile.mkdtemp(prefix="verlauf-browser-")
    downloads = os.path.join(folder, "downloads")
    os.makedirs(downloads)
    program, address = start(folder)
    browser = other = None
    try:
        browser = Browser(downloads)
        enter(browser, address, "A. First")
        from_nothing(browser)
        patient = enter_patient(browser)
        look_at(browser, patient)
        paste(browser, patient)
        scans = pictures(browser, patient, folder)
        settle_a_finding(browser)
        download(browser, folder, downloads)
        other, entry = second_browser(browser, patient, downloads)
        double = second_entry(browser, folder, downloads)
        cycles = (browser.open(patient), next(a.get_attribute("href") for a in browser.all("a") if (a.get_attribute("href") or "").endswith("/cycles"))[len(browser.base):])[1]
        finding = (browser.open("/f"), browser.all("ul.list a")[0].get_attribute("href")[len(browser.base):])[1]
        # 640 px are 1280 px at a zoom of 200 %.
        looks = [(1280, False), (1280, True), (640, False), (400, False), (400, True)]
        pages(browser, looks, [
            ("study", "/s"), ("patient", patient), ("entry", entry), ("new-therapy", patient + "/new/therapy"), ("facts", patient + "/facts"),
            ("study-facts", "/s/edit"), ("paste", patient + "/paste"), ("summary", patient + "/summary"), ("dossier", patient + "/dossier"), ("rows", patient + "/rows/labs"), ("dose", patient + "/dose"), ("forecast", patient + "/forecast"), ("cycles", cycles), ("pictures", scans[0]), ("picture", scans[1]), ("new-picture", scans[2]), ("new-patient", "/p/new"), ("double", "/double"), ("double-patient", double), ("findings", "/f"), ("finding", finding), ("report", "/r"), ("trial", "/trial"), ("history", "/h"),
            ("revision", "/h/3"), ("keys", "/help/keys"), ("settings", "/settings"), ("start", "/?all=1"), ("nowhere", "/p/999999"),
        ])
        errors = [entry["message"] for entry in browser.driver.get_log("browser") + other.driver.get_log("browser")
                  if entry["level"] == "SEVERE" and not re.search(r"status of (403|404|409|422)", entry["message"])]
        check(not errors, "no script has failed, and the policy has refused nothing" + "; ".join(errors)[:500])
    finally:
        for each in (browser, other):
            if each:
                each.driver.quit()
        program.terminate()
        program.wait(20)
    check(not os.path.exists(os.path.join(folder, "my-series.verlauf-wal")), "the file is whole when the program has ended")


main()
