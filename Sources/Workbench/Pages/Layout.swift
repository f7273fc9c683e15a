// SPDX-License-Identifier: Apache-2.0

import Plain

/// The frame that every page has.
struct Layout {
  /// The tabs.
  enum Tab: CaseIterable {
    case study, findings, report, trial, history

    var phrase: Phrase {
      switch self {
      case .study: Words.study
      case .findings: Words.findings
      case .report: Words.report
      case .trial: Words.trial
      case .history: Words.history
      }
    }

    var address: Address {
      switch self {
      case .study: .study
      case .findings: .findings
      case .report: .report
      case .trial: .trial
      case .history: .history
      }
    }
  }

  /// What the frame says of the study that is open.
  struct Frame: Sendable {
    var title: String
    var errors: Int
    var isReadOnly: Bool
  }

  let visit: Visit
  let frame: Frame?
  let tab: Tab?

  /// A page. Its title is a kind of page and a position, never anything of a patient: titles stand in the history of a browser.
  ///
  /// - Parameter script: a script of ours that this page has beside that of all pages.
  func page(_ title: String, status: Int = 200, script: String? = nil, _ content: [Markup]) -> Answer {
    let head = Markup.element(
      "head", .element("meta", ["charset": "utf-8"]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element("title", .text("\(title) · Verlauf")),
      .element("link", ["rel": "icon", "href": Address.asset("icon.svg").path]),
      .element("link", ["rel": "stylesheet", "href": Address.asset("workbench.css").path]),
      .element("script", ["src": Address.asset("workbench.js").path, "defer": "defer"]),
      script.map { .element("script", ["src": Address.asset($0).path, "defer": "defer"]) } ?? .nothing)
    let body = Markup.element(
      "body", .element("a", ["class": "skip", "href": "#main"], visit.text(Words.skip)), masthead,
      .element("main", ["id": "main", "tabindex": "-1"], [told, warning] + content), foot)
    let html: Markup =
      if let theme = visit.session.theme {
        .element("html", ["lang": visit.language.rawValue, "data-theme": theme.rawValue], head, body)
      } else {
        .element("html", ["lang": visit.language.rawValue], head, body)
      }
    return .page(html, status: status)
  }

  private var masthead: Markup {
    let tabs: Markup
    if let frame {
      tabs = .group([
        .element("span", ["class": "study"], .text(frame.title)),
        .element(
          "nav", ["aria-label": visit(Words.study)],
          .element("ul", ["class": "tabs"], Tab.allCases.map { own in .element("li", link(own, frame)) })),
      ])
    } else {
      tabs = .nothing
    }
    return .element(
      "header", ["class": "masthead"],
      visit.link(frame == nil ? .start : .study, class: "brand", "Verlauf"), tabs,
      .element(
        "div", ["class": "tools"],
        .element(
          "span", ["class": "saved", "id": "saved", "role": "status"], frame == nil ? .nothing : visit.text(Words.saved)
        ),
        visit.link(.keys, class: "key-hint", visit.text(Words.keys), " ", .element("kbd", "?")),
        visit.link(.settings, visit.text(Words.settings))))
  }

  private func link(_ own: Tab, _ frame: Frame) -> Markup {
    let count: Markup =
      own == .findings && frame.errors > 0
      ? .element(
        "span", ["class": "count"], .text("\(frame.errors)"),
        .element("span", ["class": "vh"], .text(" \(visit(Words.errorsOpen))"))) : .nothing
    let label = visit.text(own.phrase)
    return own == tab
      ? .element("a", ["href": own.address.path, "aria-current": "page"], label, count)
      : .element("a", ["href": own.address.path], label, count)
  }

  private var told: Markup {
    visit.told.map { .element("p", ["class": "callout good noprint", "role": "status"], visit.text($0)) } ?? .nothing
  }

  private var warning: Markup {
    frame?.isReadOnly == true ? .element("p", ["class": "callout warning"], visit.text(Words.readOnly)) : .nothing
  }

  private var foot: Markup {
    .element(
      "footer", ["class": "foot"], .element("p", .text("Verlauf \(Workplace.version). \(visit(Words.notice))")))
  }

  // MARK: pieces

  /// The head of a page.
  func head(_ title: String, _ about: Markup = .nothing, _ actions: Markup...) -> Markup {
    .element(
      "div", ["class": "head"], .element("div", .element("h1", .text(title)), .element("p", about)),
      .element("div", ["class": "row"], actions))
  }

  /// A part of a page with a heading.
  static func panel(_ id: StaticString, _ title: String, _ about: Markup = .nothing, _ content: Markup...) -> Markup {
    .element(
      "section", ["class": "panel", "aria-labelledby": "h-\(id)", "id": "\(id)"],
      [
        .element(
          "header", .element("h2", ["id": "h-\(id)"], .text(title)), .element("div", ["class": "small dim"], about))
      ] + content)
  }
}
