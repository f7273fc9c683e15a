// SPDX-License-Identifier: Apache-2.0

public import Course
import Drawing
public import Figures
public import Imaging
public import Outcomes
public import Plain
public import Review

/// Everything that a report says of a study, made once. The page, Markdown, CSV, JSON and pictures are formats of it.
///
///     let report = Report(await StudyOutcomes(study, library: library))
///     let files = report.files()
public struct Report: Sendable {
  /// The language of its words: of the page, captions and figures, courses, Markdown and documents. Files for programs speak English.
  public let language: Language
  /// What was derived.
  public let outcomes: StudyOutcomes
  /// What the review found.
  public let review: StudyReview
  /// The cohort, by the options chosen, or those that suit the study.
  public let cohort: CohortOutcomes
  /// Figures in the order of the page.
  public let figures: [ReportFigure]
  /// Tables.
  public let tables: ReportTables
  /// A section that was asked for: its name and its head.
  public let addition: ReportAddition?
  /// The course of each patient, sentence by sentence.
  public let sentences: [(patient: Patient.ID, sentences: [Narrative.Sentence])]
  /// What was used to derive the values, a paragraph each.
  public let methods: [Phrase]
  /// Why each value of each patient is what it is; each trace once.
  public let traces: [(patient: Patient.ID, traces: [Trace])]

  /// The study.
  public var study: Study { outcomes.study }
  /// The course of each patient, in sentences.
  public var narratives: [(patient: Patient.ID, text: String)] {
    sentences.map { ($0.patient, Narrative.text($0.sentences)) }
  }
  /// The published arms that the cohort is held beside.
  public var comparators: [PublishedArm] { cohort.publishedArms }

  /// The report of a study.
  ///
  /// - Parameters:
  ///   - outcomes: what was derived.
  ///   - options: how courses are drawn.
  ///   - chosen: what the cohort is made by; nil takes the options that suit the study.
  ///   - language: of the reader.
  ///   - pictures: scans for the clinical course.
  ///   - images: what was found in the folder `images`; nil where nobody has looked.
  ///   - addition: a section that was asked for.
  public init(
    _ outcomes: StudyOutcomes, options: CourseFigureOptions = CourseFigureOptions(),
    cohort chosen: CohortOptions? = nil, language: Language = .english, pictures: CoursePictures = CoursePictures(),
    images: KeptImages? = nil, addition: ReportAddition? = nil
  ) {
    self.language = language
    self.addition = addition
    self.outcomes = outcomes
    review = StudyReview(outcomes, images: images)
    cohort = CohortOutcomes(outcomes, options: chosen ?? .suiting(outcomes))
    var tables = ReportTables(outcomes, review, cohort)
    tables.added = addition?.tables ?? []
    self.tables = tables
    sentences = outcomes.patients.map {
      ($0.patient.id, Narrative.sentences($0, in: outcomes.study, library: outcomes.library, language: language))
    }
    methods = Methods.paragraphs(outcomes)
    let ofCohort = Dictionary(cohort.members.map { ($0.patient.id, $0.traces) }) { first, _ in first }
    traces = outcomes.patients.map { outcome in
      var seen = Set<Trace.ID>()
      let all = outcomes.traces(of: outcome) + (ofCohort[outcome.patient.id] ?? [])
      return (outcome.patient.id, all.filter { seen.insert($0.id).inserted })
    }
    var drawn = options
    drawn.responses = cohort.options.responses
    drawn.judgement = cohort.options.judgement
    drawn.language = language
    figures = Self.figures(outcomes, cohort, drawn, pictures) + (addition?.figures ?? [])
  }

  private static func figures(
    _ outcomes: StudyOutcomes, _ cohort: CohortOutcomes, _ options: CourseFigureOptions, _ pictures: CoursePictures
  ) -> [ReportFigure] {
    let page = FigureOptions(
      widthMillimetres: options.widthMillimetres, print: options.print, language: options.language)
    let ofCohort = CohortFigures(cohort, language: options.language)
    guard CohortFigures.leftOut(of: outcomes.patients.count) == nil else {
      return CohortFigures.Kind.allCases.filter(\.sumsUp).flatMap { ofCohort.figures($0, options: page) }
    }
    let doses = outcomes.patients.count <= dosesLimit ? outcomes.doseCourses : []
    let looks = TreatmentLooks(outcomes)
    let (course, swimmer) = (ClinicalCourse(outcomes, pictures: pictures), SwimmerPlot(outcomes))
    return ReportFigure.pages(
      "figure-1-clinical-course", course.caption(options), course.pages(options), in: options.language)
      + ReportFigure.pages(
        "figure-1-images", course.supplementCaption(options), course.supplement(options), in: options.language)
      + ReportFigure.pages(
        "figure-2-swimmer", swimmer.caption(options), swimmer.pages(options), in: options.language)
      + doses.enumerated().map { index, item in
        ReportFigure(
          name: "figure-\(index + 3)-doses", caption: item.course.caption(in: options.language),
          scene: DoseCoursePlot(
            item.course, look: looks.look(of: [item.drug]), print: options.print, language: options.language
          ).scene(widthMillimetres: options.widthMillimetres))
      } + ofCohort.all(options: page, withSwimmer: false)
  }

  /// Which figures the report leaves out, why, and how to get them.
  var leftOutFigures: [Phrase] {
    let count = outcomes.patients.count
    var notes = [CohortFigures.leftOut(of: count)].compactMap(\.self)
    if count > Self.dosesLimit, !outcomes.doseCourses.isEmpty {
      notes.append(
        Phrase(
          "Figures of single doses are left out of more than \(Self.dosesLimit) patients. `verlauf figure STUDY --kind doses --patient ID --out doses.svg` draws them.",
          "Abbildungen einzelner Dosen entfallen bei mehr als \(Self.dosesLimit) Patienten. `verlauf figure STUDY --kind doses --patient ID --out doses.svg` zeichnet sie."
        )
      )
    }
    for kind in CohortFigures.Kind.allCases
    where kind != .swimmer && (CohortFigures.leftOut(of: count) == nil || kind.sumsUp) {
      guard !figures.contains(where: { $0.name == kind.fileName }) else { continue }
      let why = CohortFigures(cohort).missing(kind)
      notes.append(
        Phrase("No figure of kind \(kind.rawValue): \(why).", "Keine Abbildung der Art \(kind.rawValue): \(why)."))
    }
    return notes
  }

  /// Single doses are drawn in small series alone.
  private static let dosesLimit = 12

  /// All files of the report but PDF and PNG of its figures, which need a converter.
  ///
  /// - Parameter hasPrints: whether PDF and PNG are written beside these; the page names them only then.
  public func files(hasPrints: Bool = false) -> [OutputFile] {
    let wide = WideOutcomes(outcomes, options: cohort.options)
    return [
      OutputFile(path: "patients.csv", text: wide.csv), OutputFile(path: "patients-codebook.csv", text: wide.codebook),
      OutputFile(path: "index.html", text: ReportPage(report: self, hasPrints: hasPrints).html),
      OutputFile(path: "outcomes.json", text: ReportJSON.outcomes(outcomes)),
      OutputFile(path: "findings.json", text: ReportJSON.findings(review)),
    ]
      + tables.all.flatMap {
        [
          OutputFile(path: "tables/\($0.name).csv", text: $0.csv),
          OutputFile(path: "tables/\($0.name).md", text: $0.markdown(in: language)),
        ]
      }
      + figures.flatMap { figure in
        [OutputFile(path: "figures/\(figure.name).svg", text: figure.svg)]
          + (figure.csv.map { [OutputFile(path: "figures/\(figure.name).csv", text: $0)] } ?? [])
      }
  }
}

extension StudyOutcomes {
  /// Every drug of every therapy whose doses can be drawn.
  public var doseCourses: [(patient: Patient.ID, therapy: Entry.ID, drug: String, course: DoseCourse)] {
    patients.flatMap { outcome in
      outcome.therapies.flatMap { therapy in
        therapy.therapy.drugs.compactMap { drug in
          DoseCourse(outcome, therapy, drug: drug, library: library).map {
            (outcome.patient.id, therapy.entry.id, drug, $0)
          }
        }
      }
    }
  }
}
