// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Notation
import Outcomes
import Plain
import Store

/// The pictures of an assessment: those that are kept, and the way in for a new one.
struct PicturePages {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }
  private var pending: PendingPictures { pages.open.pending }

  func answer(_ address: Address) async throws -> Answer? {
    switch address {
    case .pixels(let number, let file): return try await pixels(number, file)
    case .pictures(let number, let entry):
      let subject = try await PictureSubject(pages, state, patient: number, entry: entry)
      return pages.isForm ? try await posted(subject) : list(subject)
    case .picture(let number, let entry, let image):
      let subject = try await PictureSubject(pages, state, patient: number, entry: entry)
      return try await PicturePage(subject: subject, number: image).answer()
    case .newPicture(let number, let entry, let word):
      let subject = try await PictureSubject(pages, state, patient: number, entry: entry)
      return try await NewPicturePage(subject: subject, word: word, pending: try find(word, number, entry)).answer()
    case .newPicturePixels(let number, let entry, let word):
      let found = try find(word, number, entry)
      guard let cleaned = found.cleaned else { throw PageError.notFound }
      do throws(ImageFailure) { return .png(try ImageWriter().png(cleaned.pixels)) } catch {
        throw PageError(error.phrase)
      }
    default: return nil
    }
  }

  private func find(_ word: String, _ patient: Int, _ entry: Int) throws -> PendingPictures.Pending {
    guard let found = pending.find(word, of: visit.name), found.patient == patient, found.entry == entry else {
      throw PageError(Words.pendingGone, status: 404)
    }
    return found
  }

  /// The pixels of a kept picture. They are encoded anew, so that what a file has beside pixels goes nowhere.
  private func pixels(_ number: Int, _ file: Int) async throws -> Answer {
    guard let place = state.patient(number),
      let picture = state.pictures.first(where: { $0.id == file && $0.patient == place.outcome.patient.id })
    else { throw PageError.notFound }
    let bytes = try await pages.store.bytes(of: picture.id)
    do throws(ImageFailure) { return .png(try ImageWriter().png(try ImageReader().read(bytes).pixels)) } catch {
      throw PageError(error.phrase)
    }
  }

  // MARK: posted

  private func posted(_ subject: PictureSubject) async throws -> Answer {
    if visit.form["action"] == "remove" { return try await remove(subject) }
    guard let bytes = visit.file, !bytes.isEmpty else { return list(subject, problem: Words.noFile) }
    var new = PendingPictures.Pending(
      owner: visit.name, patient: subject.place.part, entry: subject.part.id, bytes: bytes)
    do throws(ImageFailure) {
      let cleaned = try ImageCleaner().clean(bytes)
      new.cleaned = cleaned
      new.typed = NewPicturePage.fields(of: cleaned.image)
    } catch { return list(subject, problem: error.phrase) }
    return .see(.newPicture(subject.place.part, subject.part.id, pending.put(new)))
  }

  /// Takes a picture out of the assessment. Its pixels stay in the history, as everything that was saved.
  private func remove(_ subject: PictureSubject) async throws -> Answer {
    guard let number = visit.form["number"].flatMap({ Int($0) }), subject.images.indices.contains(number - 1),
      subject.images[number - 1].file == visit.form["file"]
    else { throw PageError(Words.goneMeanwhile, status: 409) }
    if let problems = try await subject.save(why: Words.pictureRemoved, { $0.remove(number, of: "images") }) {
      return list(subject, problem: problems.phrase(visit.language))
    }
    return .see(subject.address, "told=saved")
  }

  // MARK: shown

  private func list(_ subject: PictureSubject, problem: Phrase? = nil) -> Answer {
    let layout = pages.layout(state, .study)
    let waiting = pending.words(of: visit.name, patient: subject.place.part, entry: subject.part.id)
    return layout.page(
      "\(visit(Words.pictures)) · \(subject.place.position)", status: problem == nil ? 200 : 422, script: "pictures.js",
      [
        layout.head(
          "\(visit(Words.patient)) \(subject.patient): \(visit(Words.pictures)), \(subject.title(visit.language))",
          visit.text(Words.picturesAbout),
          visit.link(.patient(subject.place.part), class: "button", visit.text(Words.back))),
        problem.map {
          .element(
            "p", ["class": "callout error", "role": "alert", "id": "problems", "tabindex": "-1"], visit.text($0))
        } ?? .nothing,
        waiting.isEmpty
          ? .nothing
          : .element(
            "div", ["class": "callout note"], .element("p", visit.text(Words.picturesWait)),
            .element(
              "ul",
              waiting.enumerated().map { index, word in
                .element(
                  "li",
                  visit.link(
                    .newPicture(subject.place.part, subject.part.id, word),
                    .text("\(visit(Words.picture)) \(index + 1)")))
              })),
        .element(
          "div", ["class": "stack"],
          Layout.panel(
            "pictures", visit(Words.pictures), .text("\(subject.images.count)"),
            subject.images.isEmpty
              ? .element("p", ["class": "in"], visit.text(Words.noPictures))
              : .element(
                "ul", ["class": "thumbs"],
                subject.images.enumerated().map { .element("li", thumb(subject, $1, $0 + 1)) }),
            subject.images.isEmpty
              ? .nothing
              : .element("p", ["class": "in small dim"], FieldHelp.markup(visit(Words.takenOutStays)))),
          pages.store.isReadOnly ? .nothing : upload(subject)),
      ])
  }

  private func thumb(_ subject: PictureSubject, _ image: AssessmentImage, _ number: Int) -> Markup {
    let words = Self.words(image, visit)
    let picture: Markup =
      subject.kept(image).map {
        .element("img", ["src": Address.pixels(subject.place.part, $0.id).path, "alt": words, "loading": "lazy"])
      } ?? .element("p", ["class": "callout warning"], visit.text(Words.pictureNotThere))
    let remove: Markup =
      pages.store.isReadOnly
      ? .nothing
      : visit.form(
        to: subject.address, class: "noprint",
        [
          .element("input", ["type": "hidden", "name": "number", "value": "\(number)"]),
          .element("input", ["type": "hidden", "name": "file", "value": image.file]),
          .element(
            "button",
            [
              "class": "quiet", "name": "action", "value": "remove",
              "aria-label": "\(visit(Words.removePicture)): \(visit(Words.picture)) \(number)",
            ], visit.text(Words.removePicture)),
        ])
    return .element(
      "figure", picture,
      .element("figcaption", .element("b", .text("\(number). ")), .text(words)),
      .element(
        "div", ["class": "row"],
        visit.link(
          .picture(subject.place.part, subject.part.id, number), class: "button", visit.text(Words.cropAndMark)),
        remove))
  }

  /// What is recorded of a picture, on one line.
  static func words(_ image: AssessmentImage, _ visit: Visit) -> String {
    [
      image.modality, image.plane.map { FieldWords.value($0.rawValue, visit.language) }, image.date?.text, image.series,
      image.shows,
    ].compactMap(\.self).joined(separator: ", ")
  }

  private func upload(_ subject: PictureSubject) -> Markup {
    .element(
      "section", ["class": "panel noprint", "aria-labelledby": "h-add"],
      .element("header", .element("h2", ["id": "h-add"], visit.text(Words.addPicture))),
      .element(
        "form",
        [
          "method": "post", "action": subject.address.path, "enctype": "multipart/form-data", "class": "in stack drop",
          "data-drop": "",
        ],
        visit.token,
        .element(
          "div", .element("label", ["for": "file"], visit.text(Words.pictureFile)),
          .element("p", ["class": "hint script-only"], visit.text(Words.dropHere)),
          .element(
            "input",
            ["type": "file", "name": "file", "id": "file", "accept": ".png,.jpg,.jpeg,.tif,.tiff,.dcm,image/*"])),
        .element("button", ["class": "primary"], visit.text(Words.checkPicture))))
  }
}

extension FormProblems {
  /// All that is wrong, in one text.
  func phrase(_ language: Language) -> Phrase {
    Phrase(same: all.filter(\.isError).map { $0.said(language) }.joined(separator: "; "))
  }
}
