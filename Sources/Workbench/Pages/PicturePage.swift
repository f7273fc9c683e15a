// SPDX-License-Identifier: Apache-2.0

import Course
import Imaging
import Notation
import Outcomes
import Plain
import Store

/// A kept picture: cropped, marked and described. The file stays as it is; what is printed of it is in the record.
struct PicturePage {
  let subject: PictureSubject
  /// From 1.
  let number: Int

  private var pages: StudyPages { subject.pages }
  private var visit: Visit { pages.visit }
  private var address: Address { .picture(subject.place.part, subject.part.id, number) }

  /// What is entered here; what follows from the file is not.
  private static let keys = ["crop", "marks", "scale", "shows", "rights", "series", "show"]

  func answer() async throws -> Answer {
    guard subject.images.indices.contains(number - 1) else { throw PageError.notFound }
    let image = subject.images[number - 1]
    guard pages.isForm else { return try await page(image, Self.fields(of: image)) }
    guard visit.form["action"] == "save" else { return .see(address) }
    guard visit.form["file"] == image.file else { throw PageError(Words.goneMeanwhile, status: 409) }
    var typed: [String: String] = [:]
    for key in Self.keys { typed[key] = visit.form["v.\(key)"] ?? "" }
    let outside = try await outside(typed)
    guard !outside.hasErrors else { return try await page(image, typed, outside) }
    let found = try await subject.save(why: Words.pictureMarked) { sheet in
      for key in Self.keys { sheet.values["images.\(number).\(key)"] = (typed[key] ?? "").trimmed }
    }
    guard var problems = found else { return .see(subject.address, "told=saved") }
    let prefix = "images.\(number)."
    for index in problems.all.indices {
      let name = problems.all[index].name
      problems.all[index].name = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : ""
    }
    return try await page(image, typed, problems)
  }

  /// What the record says of a picture, by the fields of this page.
  private static func fields(of image: AssessmentImage) -> [String: String] {
    [
      "crop": image.crop?.text, "marks": image.marks.map(\.text).joined(separator: "\n"),
      "scale": image.scaleMillimetres.map { "\($0) mm" }, "shows": image.shows, "rights": image.rights,
      "series": image.series, "show": image.isShown.map { $0 ? "true" : "false" },
    ].compactMapValues(\.self)
  }

  /// A crop or a mark that lies outside of the picture is told before it is saved: the review would tell it afterwards.
  private func outside(_ typed: [String: String]) async throws -> FormProblems {
    var problems = FormProblems()
    guard let size = try await size() else { return problems }
    func tell(_ key: String, _ text: String) {
      problems.all.append(
        FormProblems.One(
          name: key, isError: true, words: "",
          phrase: Phrase(
            "“\(text)” lies outside of the \(size.width) x \(size.height) pixels of the picture",
            "„\(text)“ liegt außerhalb der \(size.width) x \(size.height) Bildpunkte des Bildes")))
    }
    if let crop = try? ImageCrop(parsing: (typed["crop"] ?? "").trimmed),
      crop.corner.x + crop.width > size.width || crop.corner.y + crop.height > size.height
    {
      tell("crop", crop.text)
    }
    for line in (typed["marks"] ?? "").split(whereSeparator: \.isNewline) {
      guard let mark = try? ImageMark(parsing: String(line).trimmed) else { continue }
      if mark.points.contains(where: { $0.x >= size.width || $0.y >= size.height }) { tell("marks", mark.text) }
    }
    return problems
  }

  private func size() async throws -> (width: Int, height: Int)? {
    let image = subject.images[number - 1]
    guard subject.kept(image) != nil,
      case .readable(_, let width, let height, _)? = subject.state.kept?.files[image.file]
    else { return nil }
    return (width, height)
  }

  // MARK: the page

  private func page(
    _ image: AssessmentImage, _ typed: [String: String], _ problems: FormProblems = FormProblems()
  ) async throws -> Answer {
    let layout = pages.layout(subject.state, .study)
    let table = AssessmentImage.notation.table
    let size = try await size()
    let canvas: Markup
    if let size, let kept = subject.kept(image) {
      canvas =
        PictureCanvas(
          visit, .pixels(subject.place.part, kept.id), width: size.width, height: size.height, crop: image.crop,
          marks: image.marks, tools: [.crop, .arrow, .circle, .line]
        ).markup
    } else {
      canvas = .element("p", ["class": "callout warning"], visit.text(Words.pictureNotThere))
    }
    let fields = Self.keys.compactMap { name -> Markup? in
      table.order[name].map { table.keys[$0] }.map { key in
        var field = PictureField(visit, key, in: table.name, typed: typed[name] ?? "", problems)
        if name == "show" { field.choices = ["true", "false"] }
        return field.markup
      }
    }
    let whole = problems.all.filter { $0.name.isEmpty }
    return layout.page(
      "\(visit(Words.picture)) \(number) · \(subject.place.position)", status: problems.hasErrors ? 422 : 200,
      script: "pictures.js",
      [
        layout.head(
          "\(visit(Words.patient)) \(subject.patient): \(visit(Words.picture)) \(number), \(subject.title(visit.language))",
          .text(PicturePages.words(image, visit)),
          visit.link(subject.address, class: "button", visit.text(Words.back))),
        whole.isEmpty
          ? .nothing
          : .element(
            "div", ["class": "callout error", "role": "alert", "id": "problems", "tabindex": "-1"],
            whole.map { .element("p", .text($0.said(visit.language))) }),
        visit.form(
          to: address, class: "panel picture-form",
          [
            .element("input", ["type": "hidden", "name": "file", "value": image.file]),
            .element("div", ["class": "in stack"], canvas, .element("div", ["class": "fields"], fields)),
            pages.store.isReadOnly
              ? .nothing
              : .element(
                "div", ["class": "actions"],
                .element("button", ["class": "primary", "name": "action", "value": "save"], visit.text(Words.save))),
          ]),
      ])
  }
}
