// SPDX-License-Identifier: Apache-2.0

extension StudyTemplate {
  static let readme = """
    This folder is a study. Everything in it is plain text that you write and compare.

      study.yaml        what is said of the whole series
      patients/1.yaml   one file for each patient; the name of the file is the patient's id
      claims.yaml       what a paper or report asserts, to be checked against the facts (optional)
      labs.csv          laboratory values, one a row (optional)

    The patient in it is invented. Change it step by step into your own, or delete it and begin anew.

      - Indent with spaces, never with tabs. Text with a colon or a # in it stands in "quotes".
      - Write down times as your source states them. Nothing is guessed: "6 mo" stays 6 months.
      - Never leave a value empty: leave the key out, or write `not stated` or `unknown`.
      - Use no names, dates of birth or record numbers of real persons.

    """

  static let patient = """
    # One patient. This one is invented.

    patient: 1                    # the same as the name of this file
    section: Chart                # where to look up what names no section of its own
    sex: female                   # female, male, other
    age: 61 at diagnosis          # completed years, and the event
    height: 168 cm
    weight: 64 kg
    source: {quote: "61-year-old woman"}

    # What happened, in order of time. Each entry begins with its kind. Times refer to other entries by their `id`.
    course:
      - diagnosis: leiomyosarcoma
        morphology: 8890/3        # ICD-O-3
        site: thigh
        topography: C49.2
        grade: G2
        method: biopsy
        when: 2019-03-14          # an exact date
        source: {section: Pathology report, quote: "leiomyosarcoma, G2"}

      - surgery: wide excision
        id: excision
        site: thigh
        margin: R0
        when: 2019-04             # only the month is known

      - metastases: [lung]
        number: multiple
        when: 10 mo after excision   # a stated span, from another event

      - therapy: gemcitabine + docetaxel
        id: gem-doc
        intent: first-line        # neoadjuvant, adjuvant, first-line, salvage, maintenance, palliative
        starts: 2020-03-02
        cycles: 6
        every: 21 d
        stopped for: not stated
        phases:
          - {id: gem, drug: gemcitabine, dose: 900 mg/m2, days: [1, 8], cycles: 1-6}
          - id: doc
            drug: docetaxel
            dose: 75 mg/m2
            days: [8]
            cycles: 1-6
            support:
              - {drug: pegfilgrastim, days: [9], dose: 6 mg}

      - assessment: CT
        response: PR              # CR, PR, SD, PD, NE
        criteria: RECIST 1.1
        of: gem-doc
        when: after end of gem-doc   # only the order is known

      - therapy: gemcitabine
        id: maintenance
        intent: maintenance
        continues: gem-doc        # maintenance belongs to the line that it continues
        starts: 3 wk after end of gem-doc
        lasts: ~5 mo
        stopped for: progression
        phases:
          - {id: full-dose, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 1-2}
          - id: without-day-15
            dose: 1000 mg/m2
            dose is implied: true    # carried over, not restated
            days: [1, 8]
            omitted: [15]
            every: 28 d
            cycles: 3-
            reason: {code: haematotoxicity, words: neutropenia}

      - toxicity: neutropenia
        grade: 3
        of: maintenance
        when: during cycle 2 of maintenance

      - assessment: CT
        response: PD
        sites: [lung]
        when: at end of maintenance

      - best supportive care: true
        starts: after end of maintenance

      - last contact: true
        when: 2021-05-20

    """

  static let claims = """
    # What the paper, abstract or report asserts. Each claim is judged by the facts in patients/.

    - claim: age
      patient: 1
      is: 61 at diagnosis
      source: {section: Table 1}

    - claim: metastatic sites
      patient: 1
      sites: [lung]
      source: {section: Table 1, quote: "Lung"}

    - claim: response
      patient: 1
      is: PR
      on: gem-doc
      source: {section: Abstract, quote: "a partial response to gemcitabine and docetaxel"}

    - claim: duration
      patient: 1
      is: 5 mo
      of: maintenance
      source: {section: Abstract}

    - claim: no serious toxicity
      series: true
      on: {intent: maintenance}
      source: {section: Abstract, quote: "well tolerated"}

    """

  static let laboratory = """
    patient,analyte,when,value,unit
    1,neutrophils,2020-03-02,4.1,10^9/L
    1,neutrophils,during cycle 2 of maintenance,0.8,10^9/L

    """
}
