// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Notation
import Outcomes
import Plain
import Store

/// A picture that was chosen, as it will be kept: what was removed, where a name may stand, what the file says beside what the assessment says.
struct NewPicturePage {
  let subject: PictureSubject
  let word: String
  var pending: PendingPictures.Pending

  private var pages: StudyPages { subject.pages }
  private var visit: Visit { pages.visit }
  private var address: Address { .newPicture(subject.place.part, subject.part.id, word) }

  /// Fields of the record that a person states or corrects here.
  private static let keys = ["modality", "date", "plane", "spacing", "series", "shows", "rights"]

  /// What the record would say of a picture, by these fields.
  static func fields(of image: AssessmentImage) -> [String: String] {
    [
      "modality": image.modality, "date": image.date?.text, "plane": image.plane?.rawValue,
      "spacing": image.spacing?.text,
    ].compactMapValues(\.self)
  }

  func answer() async throws -> Answer {
    guard pages.isForm else { return page() }
    var own = self
    return try await own.posted()
  }

  private mutating func posted() async throws -> Answer {
    let waiting = pages.open.pending
    if visit.form["action"] == "discard" {
      waiting.update(word, nil)
      return .see(subject.address)
    }
    guard ["keep", "look"].contains(visit.form["action"]) else { return .see(address) }
    for key in Self.keys + ["blank", "window", "frame"] { pending.typed[key] = visit.form["v.\(key)"] ?? "" }
    var problems = FormProblems()
    let wish = wish(&problems)
    waiting.update(word, pending)
    guard !problems.hasErrors else { return page(problems) }
    let cleaned: ImageCleaner.Cleaning
    do throws(ImageFailure) { cleaned = try ImageCleaner().clean(pending.bytes, wish) } catch {
      problems.all.append(FormProblems.One(name: "", isError: true, words: "", phrase: error.phrase))
      return page(problems)
    }
    (pending.wish, pending.cleaned) = (wish, cleaned)
    waiting.update(word, pending)
    guard visit.form["action"] == "keep" else { return .see(address) }
    guard !namesOther(cleaned) else { return page() }
    guard let png = cleaned.png else {
      problems.all.append(FormProblems.One(name: "confirm", isError: true, words: "", phrase: Words.confirmMissing))
      return page(problems)
    }
    let typed = pending.typed
    if let found = try await subject.save(
      [(cleaned.image.file, png)], why: Words.pictureAdded,
      { sheet in
        guard case .fields(let fields) = AssessmentImage.notation.write(cleaned.image, Writer()).content else { return }
        sheet.append(fields, to: "images")
        let number = sheet.count("images")
        for key in Self.keys { sheet.values["images.\(number).\(key)"] = (typed[key] ?? "").trimmed }
      })
    {
      return page(own(found))
    }
    waiting.update(word, nil)
    return .see(subject.address, "told=saved")
  }

  /// What was asked for: the frame, the window and what is blanked, and who has looked.
  private func wish(_ problems: inout FormProblems) -> ImageCleaner.Wish {
    var wish = ImageCleaner.Wish()
    func typed(_ key: String) -> String { (pending.typed[key] ?? "").trimmed }
    func tell(_ key: String, _ error: ValueSyntaxError) {
      problems.all.append(
        FormProblems.One(
          name: key, isError: true, words: "",
          phrase: Phrase("“\(error.text)”: expected \(error.advice)", "„\(error.text)“: erwartet wird \(error.advice)"))
      )
    }
    if !typed("frame").isEmpty {
      if let frame = WholeNumber.parse(typed("frame")), frame > 0 {
        wish.frame = frame
      } else {
        problems.all.append(
          FormProblems.One(
            name: "frame", isError: true, words: "",
            phrase: Phrase("expected a number from 1", "erwartet wird eine Zahl ab 1")))
      }
    }
    do throws(ValueSyntaxError) {
      if !typed("window").isEmpty { wish.window = try ImageWindow(parsing: typed("window")) }
    } catch { tell("window", error) }
    for line in typed("blank").split(whereSeparator: \.isNewline).map({ String($0).trimmed }) where !line.isEmpty {
      do throws(ValueSyntaxError) { wish.blanked.append(try ImageCrop(parsing: line)) } catch { tell("blank", error) }
    }
    if visit.form["confirm"] == "true" { wish.confirmedBy = visit.session.author }
    return wish
  }

  /// Problems of the form of the entry, by the fields of this page.
  private func own(_ problems: FormProblems) -> FormProblems {
    let number = subject.images.count + 1
    var own = problems
    for index in own.all.indices {
      let prefix = "images.\(number)."
      own.all[index].name =
        own.all[index].name.hasPrefix(prefix) ? String(own.all[index].name.dropFirst(prefix.count)) : ""
    }
    return own
  }

  /// Whether the header names another patient of the study.
  private func namesOther(_ cleaned: ImageCleaner.Cleaning) -> Bool {
    guard let header = cleaned.header else { return false }
    return header.named(among: subject.state.study.patients.map(\.id)).contains { $0.patient != subject.patient }
  }

  private func isUnknown(_ cleaned: ImageCleaner.Cleaning) -> Bool {
    guard let header = cleaned.header else { return false }
    return header.namesAnybody && header.named(among: subject.state.study.patients.map(\.id)).isEmpty
  }

  // MARK: the page

  private func page(_ problems: FormProblems = FormProblems()) -> Answer {
    let layout = pages.layout(subject.state, .study)
    guard let cleaned = pending.cleaned else { return .see(subject.address) }
    let isOther = namesOther(cleaned)
    let whole = problems.all.filter { $0.name.isEmpty || $0.name == "confirm" }
    return layout.page(
      "\(visit(Words.newPicture)) · \(subject.place.position)",
      status: problems.hasErrors || (isOther && pages.isForm) ? 422 : 200, script: "pictures.js",
      [
        layout.head(
          "\(visit(Words.patient)) \(subject.patient): \(visit(Words.newPicture)), \(subject.title(visit.language))",
          visit.text(Words.newPictureAbout),
          visit.link(subject.address, class: "button", visit.text(Words.back))),
        problems.hasErrors
          ? .element(
            "div", ["class": "callout error", "role": "alert", "id": "problems", "tabindex": "-1"],
            problems.all.map { .element("p", .text($0.said(visit.language))) }) : .nothing,
        isOther
          ? .element("p", ["class": "callout error", "role": "alert"], visit.text(Words.otherPatient)) : .nothing,
        isUnknown(cleaned) ? .element("p", ["class": "callout warning"], visit.text(Words.unknownPatient)) : .nothing,
        visit.form(
          to: address, class: "panel picture-form",
          [
            .element(
              "div", ["class": "in stack"],
              doubts(cleaned, whole.contains { $0.name == "confirm" }),
              PictureCanvas(
                visit, .newPicturePixels(subject.place.part, subject.part.id, word), width: cleaned.size.width,
                height: cleaned.size.height, doubts: cleaned.doubts.compactMap(\.place), tools: [.blank]
              ).markup, facts(cleaned),
              .element("div", ["class": "fields"], pixelFields(cleaned, problems) + recordFields(problems))),
            .element(
              "div", ["class": "actions"],
              isOther
                ? .nothing
                : .element(
                  "button", ["class": "primary", "name": "action", "value": "keep"], visit.text(Words.keepPicture)),
              .element("button", ["name": "action", "value": "look"], visit.text(Words.lookAgain)),
              .element("button", ["class": "quiet", "name": "action", "value": "discard"], visit.text(Words.letGo))),
          ]),
      ])
  }

  private func doubts(_ cleaned: ImageCleaner.Cleaning, _ isMissing: Bool) -> Markup {
    guard !cleaned.doubts.isEmpty else {
      return .element("p", ["class": "callout note"], visit.text(Words.noDoubts))
    }
    return .element(
      "div", ["class": "callout warning"], .element("h2", visit.text(Words.doubts)),
      .element("ul", cleaned.doubts.map { .element("li", visit.text($0.phrase)) }),
      .element("p", visit.text(Words.doubtsHelp)),
      .element(
        "label", ["class": "choice"],
        .element(
          "input",
          ["type": "checkbox", "name": "confirm", "value": "true", "aria-invalid": isMissing ? "true" : "false"]),
        visit.text(Words.confirmPicture)))
  }

  /// What the file says beside what the assessment says, what was removed, and what a person should know.
  private func facts(_ cleaned: ImageCleaner.Cleaning) -> Markup {
    let image = cleaned.image
    let header =
      cleaned.header == nil
      ? visit(Words.noHeader)
      : [image.modality, image.date?.text, image.plane?.rawValue, image.spacing?.text].compactMap(\.self).joined(
        separator: ", ")
    let record = [subject.assessment.modality.value].compactMap(\.self) + EntryWords(subject.entry).when.prefix(1)
    return .group([
      .element(
        "dl", ["class": "reads"], .element("dt", visit.text(Words.inHeader)), .element("dd", .text(header)),
        .element("dt", visit.text(Words.inRecord)), .element("dd", .text(record.joined(separator: ", "))),
        .element("dt", visit.text(Words.removedOfFile)),
        .element("dd", ["lang": "en"], .text(cleaned.removed.joined(separator: "; ")))),
      cleaned.warnings.isEmpty
        ? .nothing
        : .element("ul", ["class": "small"], cleaned.warnings.map { .element("li", visit.text($0)) }),
    ])
  }

  /// Fields that change the pixels.
  private func pixelFields(_ cleaned: ImageCleaner.Cleaning, _ problems: FormProblems) -> [Markup] {
    var fields: [Markup] = []
    if (cleaned.header?.frames ?? 1) > 1 {
      fields.append(
        PictureField(visit, "frame", Words.frameOf, typed: pending.typed["frame"] ?? "1", problems).markup)
    }
    if cleaned.image.window != nil {
      fields.append(
        PictureField(
          visit, "window", Words.windowOf, help: Words.windowHelp,
          typed: pending.typed["window"] ?? cleaned.image.window?.text ?? "", problems
        ).markup)
    }
    fields.append(
      PictureField(
        visit, "blank", Words.blanks, help: Words.blanksHelp, typed: pending.typed["blank"] ?? "", problems, lines: 2
      ).markup)
    return fields
  }

  /// Fields of the record.
  private func recordFields(_ problems: FormProblems) -> [Markup] {
    let table = AssessmentImage.notation.table
    return Self.keys.compactMap { name in
      table.order[name].map { table.keys[$0] }.map { key in
        PictureField(visit, key, in: table.name, typed: pending.typed[name] ?? "", problems).markup
      }
    }
  }
}
