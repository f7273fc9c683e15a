// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

extension Diagnosis: Described {
  package static let notation = Record<Diagnosis>(
    "diagnosis", title: "a diagnosis", "Histology of the primary tumour.", blank: { Diagnosis(histology: "") },
    [
      .requiredStated("diagnosis", \.histology, .text, "Histology of the primary tumour."),
      .stated(
        "morphology", \.morphologyICDO3,
        .code(.pattern("^[0-9]{4}/[0-9]$", "8890/3"), "an ICD-O-3 morphology code: `8890/3`") { _ in "0000/0" },
        "ICD-O-3 morphology."),
      .stated("site", \.site, .text, "Site in words."),
      .stated(
        "topography", \.topographyICDO3,
        .code(.pattern("^C[0-9]{2}(\\.[0-9])?$", "C49.2"), "an ICD-O-3 topography code: `C49.2`") {
          $0.utf8.count > 3 ? "C00.0" : "C00"
        }, "ICD-O-3 topography."),
      .stated("grade", \.grade, .text, "Grade as a code: `G2`."),
      .stated("grade in words", \.gradeInWords, .text, "Grade in the words of the source."),
      .stated("stage", \.stage, .text, "Stage as stated, with the categories of TNM: `pT2 pN0 M1`."),
      .recorded("stage edition", \.stageEdition, .text, "The edition that the stage is of: `UICC 8`."),
      .many("biomarkers", \.biomarkers, Form<String>.text.listOrOne, "Biomarkers and mutations, each in words."),
      .recorded("method", \.method, .text, "How the diagnosis was made."),
    ])
}

extension Metastases: Described {
  package static let notation = Record<Metastases>(
    "metastases", title: "metastases", "Organs with distant metastases, `site not stated`, `none`, or `unknown`.",
    blank: { Metastases(sites: []) },
    [
      .required(
        "metastases", \.found, .metastaticSites,
        "Organs with distant metastases; `site not stated` where there were some; `none`; or `unknown` whether there were."
      ),
      .many(
        "none in", \.freeSites, Form<String>.text.listOrOne,
        "Organs that were found free: `[brain]` of “no brain metastases”."),
      .recorded("number", \.number, .text, "A number, or `multiple`."),
      .flag("already known", \.alreadyKnown, "True where the source speaks of known lesions."),
    ],
    finish: { metastases, mapping in
      let free = Set(metastases.freeSites.map { BodySite($0) })
      if let both = metastases.sites.first(where: { free.contains(BodySite($0)) }) {
        mapping.log.error(
          mapping.mark("none in"), "\(ProblemLog.quoted(both)) both with metastases and free of them",
          expected: "each organ in one of the lists")
      }
    })

  /// Whether and where there were any, as they are written together.
  fileprivate var found: Found {
    get { Found(presence: presence, sites: sites) }
    set { (presence, sites) = (newValue.presence, newValue.sites) }
  }

  fileprivate struct Found: Sendable, Equatable {
    var presence: Presence
    var sites: [String]
  }
}

extension Form where Value == Metastases.Found {
  private static var siteNotStated: String { "site not stated" }

  /// A list of organs, or a word that says that there were some, none, or that it is not known.
  fileprivate static var metastaticSites: Form {
    let texts = Form<[String]>.sites
    return Form(
      texts.schema,
      read: { item, reader in
        let sites = texts.read(item, reader) ?? []
        let words = ["none", siteNotStated, Silence.unknown]
        let expected = "a list of organs, or \(Wording.list(words))"
        if let first = sites.first, sites.count == 1 {
          switch first {
          case "none": return Value(presence: .absent, sites: [])
          case siteNotStated: return Value(presence: .found, sites: [])
          case Silence.unknown: return Value(presence: .unknown, sites: [])
          default: break
          }
        }
        for site in sites {
          if words.contains(site) {
            reader.log.error(item.mark, "\(ProblemLog.quoted(site)) beside organs", expected: "one or the other")
          } else if site == Silence.notStated {
            reader.log.error(item.mark, "\(ProblemLog.quoted(site)) for metastases", expected: expected)
          } else if ["true", "yes", "present", "ja", "m1", "distant"].contains(site.lowercased()) {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(site)) for metastases", expected: expected, suggestion: siteNotStated)
          } else if ["m0", "cm0"].contains(site.lowercased())
            || ChartDoubt.isBareDenial(site, of: ["metastases", "metastasen", "fernmetastasen", "distant"])
          {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(site)) for metastases", expected: expected, suggestion: "none")
          } else if [.denied, .ofRelative].contains(ChartAssertion(site, .metastases)) {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(site)) for an organ with metastases",
              expected:
                "`none in: [brain]` beside the organs, or beside `metastases: unknown`; `none` where there were none at all"
            )
          } else if ChartDoubt.isDoubted(site) || ChartAssertion(site, .metastases) != .affirmed {
            reader.log.error(
              item.mark, "\(ProblemLog.quoted(site)) for an organ with metastases",
              expected:
                "`event: \(ProblemLog.quoted(site).filter { $0 != "`" })`, or an assessment with it as its `finding:`; as metastases it would count as progression"
            )
          }
        }
        return Value(presence: sites.isEmpty ? .absent : .found, sites: sites)
      },
      write: { found, writer in
        switch found.presence {
        case .absent: Item(text: "none")
        case .unknown: Item(text: Silence.unknown)
        case .found: found.sites.isEmpty ? Item(text: siteNotStated) : texts.write(found.sites, writer)
        }
      })
  }
}

extension Form where Value == [String] {
  /// Organs, of which `unknown` is a word of the form and no missing value.
  fileprivate static var sites: Form {
    Form<String>(
      .text,
      text: { text, item, reader in
        if text == Silence.unknown || text == Silence.notStated { return text }
        return reader.tellMissing(text, item, .other("none")) ? nil : text
      }, print: { $0 }
    ).listOrOne
  }
}

extension LocalRelapse: Described {
  package static let notation = Record<LocalRelapse>(
    "local relapse", title: "a local relapse", "Relapse at the primary site: the site.", blank: { LocalRelapse() },
    [
      .recordedKind("local relapse", \.site, .text, "Relapse at the primary site: the site."),
      .recorded("confirmed by", \.confirmation, .text, "How it was confirmed."),
    ])
}

extension Toxicity: Described {
  package static let notation = Record<Toxicity>(
    "toxicity", title: "a toxicity",
    "CTCAE term or the chart's word; words that deny it (`no …`, `keine …`, `… nicht aufgetreten`) state an absence, which has no grade.",
    blank: { Toxicity(term: "") },
    [
      .required(
        "toxicity", \.term, .text,
        "CTCAE term or the chart's word; words that deny it (`no …`, `keine …`, `… nicht aufgetreten`) state an absence, which has no grade."
      ),
      .stated("grade", \.grade, .toxicityGrade, "CTCAE grade; `3-4` where the source leaves it open."),
      .recorded("version", \.version, .text, "CTCAE version."),
      .recorded("qualifier", \.qualifier, .text, "The chart's own qualifier."),
      .optional(
        "absent", \.statedAbsence, .flag,
        "`true`: nothing of the kind occurred; `false`: it did, whatever the words begin with."),
      .optional("of", \.of, .reference([.therapy]), "Id of the therapy it belongs to."),
    ])
}

extension Laboratory: Described {
  package static let notation = Record<Laboratory>(
    "lab", title: "a laboratory value", "Analyte.", blank: { Laboratory(analyte: "", value: 0, unit: "") },
    [
      .required("lab", \.analyte, .shortName, "Analyte."),
      .required(
        "value", \.quantity, .laboratoryValue, "Number and unit; `<0.5 10^9/L` where the laboratory gives a bound."),
    ],
    finish: { value, mapping in
      guard mapping.has("lab"), mapping.has("value") else { return }
      LaboratoryWords.check(
        value.analyte, mapping.mark("lab"), unit: value.unit, mapping.mark("value"), mapping.log)
      if let item = mapping.item("value"), let text = mapping.reader.text(of: item) {
        LaboratoryWords.checkThousands(text, value.analyte, value.unit, mapping.mark("value"), mapping.log)
      }
    })

  /// Value and unit as they are written together.
  fileprivate var quantity: LaboratoryAmount {
    get { LaboratoryAmount(relation: relation, quantity: Quantity(number: value, unit: unit)) }
    set { (relation, value, unit) = (newValue.relation, newValue.quantity.number, newValue.quantity.unit) }
  }
}

/// A laboratory value as it is written: `0.8 10^9/L`, `<0.5 10^9/L`.
private struct LaboratoryAmount: Sendable {
  var relation: ValueRelation?
  var quantity: Quantity
}

extension Form where Value == LaboratoryAmount {
  fileprivate static var laboratoryValue: Form {
    Form(
      .pattern("^([<>≤≥]=? ?)?[0-9]", "0.8 10^9/L"),
      text: { text, item, reader in
        let bound = ValueRelation.prefix(of: text)
        do throws(Quantity.Failure) {
          let quantity = try Quantity(parsing: bound?.rest ?? text)
          return LaboratoryAmount(relation: bound?.relation, quantity: quantity)
        } catch .thousandsOrDecimal {
          LaboratoryWords.tellThousands(text, item.mark, reader.log)
        } catch {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a value",
            expected: "a number and its unit: `0.8 10^9/L`, or a bound: `<0.5 10^9/L`")
        }
        return nil
      },
      print: { amount in
        let digits = (amount.relation?.rawValue ?? "") + Quantity.plainDigits(amount.quantity.number)
        return amount.quantity.unit.isEmpty ? digits : "\(digits) \(amount.quantity.unit)"
      })
  }
}

extension Assessment: Described {
  package static let notation = Record<Assessment>(
    "assessment", title: "an assessment", "Modality: `CT`, `MRI`, `PET-CT`.",
    blank: { Assessment(modality: .notRecorded) },
    [
      .recordedKind("assessment", \.modality, .text, "Modality: `CT`, `MRI`, `PET-CT`."),
      .recorded("region", \.region, .text, "Region in words."),
      .stated(
        "response", \.statedResponse, .response,
        "Response as judged; `CMR`, `PMR`, `SMD`, `PMD` by PERCIST; `pCR`, `mixed`, `MR`, `NED` count as no category."),
      .stated("criteria", \.statedCriteria, .text, "Criteria: `RECIST 1.1`."),
      .recorded("judged by", \.judgedBy, .text, "Who judged."),
      .many("sites", \.sites, Form<String>.text.listOrOne, "Sites where something was seen to grow or appear."),
      .stated("new lesions", \.newLesions, .text, "New lesions, in words."),
      .optional("finding", \.finding, .text, "What was seen."),
      .optional("of", \.of, .reference([.therapy]), "Id of the therapy it belongs to."),
      .many(
        "images", \.images, AssessmentImage.notation.form.list(of: "an image"),
        "Pictures of it in the folder `images`: `verlauf images add` cleans one and prints these lines."),
    ])
}

extension Form where Value == ToxicityGrade {
  fileprivate static var toxicityGrade: Form {
    Form(
      .either([.integer(1, 5), .pattern("^[1-5]-[1-5]$", "3-4")]),
      read: { item, reader in
        guard let text = reader.text(of: item) else { return nil }
        if let grade = ToxicityGrade(text) { return grade }
        reader.log.error(
          item.mark, "\(ProblemLog.quoted(text)) for `grade`", expected: "a whole number, 1 to 5, or `3-4`")
        return nil
      },
      write: { grade, _ in Item(text: grade.description, grade.range.count == 1 ? .number : .text) })
  }
}

extension Form where Value == StatedResponse {
  fileprivate static var response: Form {
    Form(
      .words(StatedResponse.words),
      text: { text, item, reader in
        if let response = StatedResponse(word: text) { return response }
        reader.tellWord(text, item, StatedResponse.words)
        return nil
      }, print: { $0.word })
  }
}

extension QualityOfLife: Described {
  package static let notation = Record<QualityOfLife>(
    "quality of life", title: "a quality of life", "The statement.", blank: { QualityOfLife(statement: "") },
    [
      .required("quality of life", \.statement, .text, "The statement."),
      .recorded("instrument", \.instrument, .text, "Instrument: `EORTC QLQ-C30`."),
      .recorded("score", \.score, .measure(.number, "66.7"), "Score, if an instrument was used."),
      .optional("of", \.of, .reference([.therapy]), "Id of the therapy it belongs to."),
    ])
}

extension Death: Described {
  package static let notation = Record<Death>(
    "death", title: "a death", "Cause of death.", blank: { Death() },
    [.recordedKind("death", \.cause, .causeOfDeath, "Cause of death.")])
}
