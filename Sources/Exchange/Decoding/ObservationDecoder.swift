// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

extension PatientDecoder {
  func diagnosis(_ fields: Fields) -> Entry.Content? {
    guard let histology = fields.text("diagnosis") else { return nil }
    var diagnosis = Diagnosis(histology: histology)
    diagnosis.morphologyICDO3 = fields.recorded("morphology") { text, item in
      fields.code(text, item, shape: "0000/0", "an ICD-O-3 morphology code: `8890/3`")
    }
    diagnosis.site = fields.recorded("site")
    diagnosis.topographyICDO3 = fields.recorded("topography") { text, item in
      fields.code(text, item, shape: text.utf8.count > 3 ? "C00.0" : "C00", "an ICD-O-3 topography code: `C49.2`")
    }
    diagnosis.grade = fields.recorded("grade")
    diagnosis.gradeInWords = fields.recorded("grade in words")
    diagnosis.method = fields.recorded("method")
    return .diagnosis(diagnosis)
  }

  func metastases(_ fields: Fields) -> Entry.Content? {
    guard fields.has("metastases") else { return nil }
    var sites = fields.texts("metastases")
    if let missing = sites.first(where: { $0 == Fields.notStated || $0 == Fields.unknown }) {
      log.error(
        fields.mark("metastases"), "`\(missing)` for metastases", expected: "a list of organs, or `none`")
    }
    if sites.contains("none") {
      if sites.count > 1 { log.error(fields.mark("metastases"), "`none` beside organs", expected: "one or the other") }
      sites = []
    }
    return .metastases(
      Metastases(sites: sites, number: fields.recorded("number"), alreadyKnown: fields.flag("already known")))
  }

  mutating func toxicity(_ fields: Fields) -> Entry.Content? {
    let therapy = reference(fields, "of", [.therapy])
    guard let term = fields.text("toxicity") else { return nil }
    var toxicity = Toxicity(term: term, statedAbsence: fields.has("absent") ? fields.flag("absent") : nil)
    toxicity.grade = fields.recordedInteger("grade", 1...5)
    toxicity.version = fields.recorded("version")
    toxicity.qualifier = fields.recorded("qualifier")
    toxicity.of = therapy
    return .toxicity(toxicity)
  }

  func laboratory(_ fields: Fields) -> Entry.Content? {
    guard let analyte = fields.text("lab"), let item = fields.item("value"), let text = fields.text(of: item) else {
      return nil
    }
    do {
      let quantity = try Quantity(parsing: text)
      LaboratoryWords.check(analyte, fields.mark("lab"), unit: quantity.unit, item.mark, log)
      return .laboratory(Laboratory(analyte: analyte, value: quantity.number, unit: quantity.unit))
    } catch .decimalComma(let meant) {
      log.error(item.mark, "a decimal comma in \(ProblemLog.quoted(text))", expected: "a point", suggestion: meant)
    } catch {
      log.error(item.mark, "\(ProblemLog.quoted(text)) for a value", expected: "a number and its unit: `0.8 10^9/L`")
    }
    return nil
  }

  mutating func assessment(_ fields: Fields) -> Entry.Content? {
    var assessment = Assessment(modality: fields.recorded("assessment"))
    assessment.region = fields.recorded("region")
    assessment.statedCriteria = fields.recorded("criteria")
    assessment.statedResponse = fields.recorded("response") { text, item in
      if let response = StatedResponse(word: text) { return response }
      fields.tellWord(text, item, StatedResponse.words)
      return nil
    }
    assessment.judgedBy = fields.recorded("judged by")
    assessment.sites = fields.texts("sites")
    assessment.newLesions = fields.recorded("new lesions")
    assessment.finding = fields.text("finding")
    assessment.of = reference(fields, "of", [.therapy])
    return .assessment(assessment)
  }

  mutating func qualityOfLife(_ fields: Fields) -> Entry.Content? {
    let therapy = reference(fields, "of", [.therapy])
    guard let statement = fields.text("quality of life") else { return nil }
    var quality = QualityOfLife(statement: statement, instrument: fields.recorded("instrument"))
    quality.score = fields.recordedQuantity("score", .number)
    quality.of = therapy
    return .qualityOfLife(quality)
  }
}

extension Fields {
  /// A code of a shape in which `0` stands for any digit.
  func code(_ text: String, _ item: Item, shape: String, _ what: String) -> String? {
    let fits =
      text.count == shape.count
      && zip(text, shape).allSatisfy { character, place in place == "0" ? character.isASCIIDigit : character == place }
    if fits { return text }
    log.error(item.mark, ProblemLog.quoted(text), expected: what)
    return nil
  }

  /// `73 at diagnosis`
  func age(_ text: String, _ item: Item) -> StatedAge? {
    do {
      return try StatedAge(parsing: text)
    } catch {
      if error.offset == 0 {
        log.tell(error, item.mark, "an age")
      } else {
        let problem = TimeSyntaxError(
          offset: error.offset, found: error.text, expected: error.expected, suggestion: error.suggestion)
        log.error(
          log.text.mark(in: item, text: text, utf8Offset: error.offset), Self.words(problem, text),
          expected: error.expected, suggestion: error.suggestion)
      }
      return nil
    }
  }
}
