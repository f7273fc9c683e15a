// SPDX-License-Identifier: Apache-2.0

import Plain

/// Words of charts that tell nothing of who the patient is: a text of nothing else names no person, no place and no date.
///
/// A closed list, so that a name is never taken for a word: what is not in it is not known. Drugs, organs and the words by which reasons and findings are read
/// (``StopWords``, ``BodySite``, ``DrugNames``) are in it, codes of stages and grades, and at most one number below 90, which may be a size or a count and no date and no age above 89.
package struct ClinicalWords: Sendable {
  /// Names of drugs beside those of ``DrugNames``, in lower case.
  private let names: Set<String>
  /// The words of these names, and what drugs against tumours are called in ids.
  private let drugWords: Set<String>
  private let shortDrugs: Set<String>

  /// - Parameters:
  ///   - names: further names of drugs, in lower case.
  ///   - generic: those among them that may be shortened in ids.
  package init(names: Set<String> = [], generic: Set<String> = []) {
    self.names = names
    drugWords = Set(names.flatMap(Self.pieces).filter { $0.count > 2 })
    let own = DrugNames.groups.filter { !$0.isSupport }.flatMap { $0.drugs.compactMap(\.first) } + generic
    shortDrugs = Set(own.flatMap { [String($0.prefix(3)), String($0.prefix(4))] })
  }

  /// So long a text is looked at; sentences are longer.
  package static let limit = 120

  /// Whether a text has clinical words and nothing else.
  package func isKnown(_ text: String) -> Bool {
    guard !text.isEmpty, text.count <= Self.limit,
      text.allSatisfy({ $0.isLetter || $0.isASCIIDigit || " .,;()[]+/&%-–<>≥≤~²³'".contains($0) })
    else { return false }
    let lower = text.lowercased()
    if names.contains(lower) || DrugNames.exact(lower) != nil { return true }
    var numbers = 0
    let tokens = lower.replacing("ß", with: "ss").split { !$0.isLetter && !$0.isNumber && $0 != "." }
      .map { $0.drop { $0 == "." }.trimmedOfStops }.filter { !$0.isEmpty }
    for token in tokens {
      if Self.isNumber(token) {
        numbers += 1
      } else if !isWord(token), !Self.isCode(token) {
        return false
      }
    }
    return !tokens.isEmpty && numbers <= 1
  }

  /// Whether an id has such words and nothing else: `liver-metastases`, `gem-doc`. Three or four letters may be the beginning of a drug's name.
  package func isKnown(id: String) -> Bool {
    let parts = id.split(separator: "-").map(String.init)
    return !parts.isEmpty && id.count <= 60 && parts.count(where: Self.isNumber) <= 1
      && parts.allSatisfy { Self.isNumber($0) || isWord($0) || Self.isCode($0) || shortDrugs.contains($0) }
  }

  /// Whether a text is short for a drug or a procedure that is known: its letters in order, `Gem` of `gemcitabine`, `5-FU` of `5-fluorouracil`.
  package func isShort(_ short: String, for name: String) -> Bool {
    guard isKnown(name), (1...8).contains(short.count) else { return false }
    var rest = name.lowercased()[...]
    for letter in short.lowercased() where letter.isLetter || letter.isNumber {
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
    }
    return short.first.map { name.lowercased().first == $0.lowercased().first } ?? false
  }

  // MARK: tokens

  private func isWord(_ word: String) -> Bool {
    let words = Self.words
    if words.contains(word) || drugWords.contains(word) || BodySite.organ(of: word) != nil { return true }
    // A plural of the list, and a doubt of its beginnings.
    if word.count > 4, word.hasSuffix("s"), words.contains(String(word.dropLast())) { return true }
    if Self.doubts.contains(word) { return true }
    // A compound of an organ and a lesion, or of a tissue and a tumour: `Lungenmetastasen`, `leiomyosarcoma`.
    if let ending = StopWords.lesionEndings.first(where: { word.hasSuffix($0) }) {
      let stem = String(word.dropLast(ending.count))
      return stem.isEmpty || BodySite.organ(of: stem) != nil || words.contains(stem)
    }
    if let ending = Self.tumourEndings.first(where: { word.hasSuffix($0) }) {
      var rest = word.dropLast(ending.count)[...]
      while let stem = Self.tissues.first(where: { rest.hasPrefix($0) }), !rest.isEmpty {
        rest = rest.dropFirst(stem.count)
      }
      return rest.isEmpty
    }
    return false
  }

  /// Categories of TNM, stages, grades and margins: `pT2b`, `cM1`, `IIIa`, `G2`, `R0`; short names of genes and proteins that are listed stand among the words.
  private static func isCode(_ token: String) -> Bool {
    var rest = token[...]
    let prefix = rest.prefix { "cpyra".contains($0) }
    if prefix.count <= 3 { rest = rest.dropFirst(prefix.count) }
    if let category = rest.first, "tnmgrlv".contains(category) {
      rest = rest.dropFirst()
      guard let value = rest.first, "01234x".contains(value) else { return false }
      return ["", "a", "b", "c", "d"].contains(rest.dropFirst())
    }
    var stage = token
    if let last = stage.last, "abc".contains(last) { stage.removeLast() }
    return ["i", "ii", "iii", "iv", "v"].contains(stage)
  }

  /// A number from 0 to 89 with at most one decimal and no zero before it, which a day of a date may have.
  private static func isNumber(_ token: String) -> Bool {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }), parts[0].count <= 2,
      let whole = Int(parts[0]), whole < 90
    else { return false }
    return (parts[0].count == 1 || parts[0].first != "0") && (parts.count == 1 || parts[1].count == 1)
  }

  // MARK: lists

  /// Words of doubt whole, since a name may begin as one.
  private static let doubts: Set = [
    "suspected", "suspicion", "suspicious", "presumed", "questionable", "equivocal", "uncertain", "unclear",
    "unconfirmed",
    "possible", "probable", "likely", "verdacht", "fraglich", "unklar", "unsicher", "vermutet", "wahrscheinlich",
    "möglich",
  ]

  private static let words: Set<String> = {
    var words = StopWords.stated.union(StopWords.companions).union(StopWords.tumours).union(StopWords.diseases)
    words.formUnion(StopWords.lesions.union(StopWords.growth).union(StopWords.numbers).union(StopWords.treatments))
    words.formUnion(StopWords.denials.union(StopWords.bridges).union(StopWords.doubts).union(StopWords.joints))
    words.formUnion(StopWords.failures.union(StopWords.effects).union(StopWords.lacks))
    // Two letters may be initials.
    for name in DrugNames.all { words.formUnion(pieces(name).filter { $0.count > 2 }) }
    for line in own { words.formUnion(pieces(line)) }
    return words
  }()

  /// The words of a name; numbers stand for themselves.
  private static func pieces(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !$0.allSatisfy(\.isNumber) }
  }

  private static let tumourEndings = [
    "sarcomatosis", "sarcomas", "sarcoma", "sarkome", "sarkoms", "sarkom", "carcinomas", "carcinoma", "karzinome",
    "karzinom", "blastomas", "blastoma", "blastome", "blastom", "adenoma", "lymphoma", "lymphom", "melanoma", "melanom",
    "myeloma", "myelom", "theliomas", "thelioma", "theliom", "matosis", "gliomas", "glioma", "gliom", "cytoma",
    "zytom", "tumours", "tumour", "tumors", "tumor", "tumoren", "fibroma", "fibrom", "lipoma", "lipom", "myoma", "myom",
  ]
  /// What tumours are of, as their names begin.
  private static let tissues = [
    "rhabdo", "leio", "lipo", "myo", "myxo", "fibro", "fibr", "angio", "hem", "haem", "häm", "lymph", "osteo",
    "chondro", "chordo", "chordi", "synovi", "syno", "neuro", "neur", "schwann", "peri", "para", "epi", "meso", "endo",
    "histio", "adeno", "cyst", "carcino", "karzino", "sarco", "sarko", "nephro", "hepato", "retino", "medullo",
    "glio", "astro", "oligo", "dendro", "gangli", "plasmo", "pleo", "spindle", "giant", "desmo", "dermato", "elasto",
    "giga", "xantho", "o", "a", "phyll",
  ]

  /// Words beside those of the other lists, by what they are of.
  private static let own = [
    // Histology.
    """
    adenocarcinoma alveolar angiosarcoma atypical benign bizarre biphasic borderline chordoma clear cell cells classic conventional dedifferentiated \
    dermatofibrosarcoma desmoid desmoplastic differentiated endometrial epithelioid epithelial ewing extraskeletal fibrohistiocytic fibromatosis \
    fibrous gastrointestinal giant gist grade graded haemangiopericytoma high histiocytic histiocytoma inflammatory intermediate intimal kaposi \
    low lipomatous malignant mesenchymal mixed moderate moderately monophasic myofibroblastic myxofibrosarcoma myxoid nerve nos \
    not otherwise specified pecoma peripheral perivascular phyllodes plexiform pleomorphic poor poorly primitive protuberans proximal round sarcoma \
    sclerosing sheath small smooth soft solitary spindle stromal synovial tissue type undifferentiated uterine variant well wilms \
    adeno squamous urothelial ductal lobular serous mucinous neuroendocrine hodgkin lymphoma leukaemia leukemia myeloma melanoma glioblastoma seminoma teratoma germ \
    undifferenziert undifferenziertes undifferenzierter pleomorphes pleomorphe myxoides myxoide epitheloid epitheloide dedifferenziert \
    dedifferenziertes hochgradig hochgradiges niedriggradig niedriggradiges synovialsarkom synoviale maligne malignes maligner gut schlecht mässig differenziert differenziertes weichteilsarkom
    """,
    // Genes, proteins and how they are changed.
    """
    mdm2 cdk4 tp53 rb1 pten alk ros1 ntrk ntrk1 ntrk2 ntrk3 kit pdgfra pdgfrb braf kras nras egfr her2 erbb2 brca1 brca2 palb2 atm msi mss tmb pd1 pdl1 idh1 idh2 smarcb1 ini1 \
    smarca4 ss18 ssx ewsr1 fli1 fus ddit3 dddit3 wwtr1 camta1 nab2 stat6 myc myod1 ctnnb1 apc nf1 nf2 cdkn2a p16 p53 s100 desmin caldesmon sma actin keratin ki67 \
    amplified amplification mutated mutation mutations wildtype wild fusion rearranged rearrangement deleted deletion loss expression overexpression positive negative fish ihc \
    immunohistochemistry sequencing ngs molecular histology histological histologically cytology cytogenetics hybridization hybridisation situ karyotype stain staining h&e histologie immunhistochemie
    """,
    // Sites.
    """
    aorta aortic peri abdomen abdominal abdominopelvic arm axilla axillary back bladder bone bowel breast buttock calf cavity cervical cervix chest colon connective deep diaphragm distal duodenum elbow \
    extremity face femoral femur fibula finger foot forearm gallbladder gastric gluteal groin hand head hemithorax hilar hip humerus iliac iliacus ilium inguinal intestine jaw jejunum joint knee \
    larynx leg limb lymph lymphatic lobe lower lumbar mamma mandible maxilla mediastinal mediastinum mesentery mesenteric middle mouth nasal neck nodes node oesophagus esophagus omentum oral orbit orbital ovary \
    paraaortic paravertebral parotid pelvic pelvis penis perineum popliteal primary prostate psoas pubis radius rectum rib ribs sacrum scalp scapula scrotum shin shoulder side sigmoid sinus skull spermatic cord spine \
    spinal stomach sternum superficial subcutaneous supraclavicular testis thigh thoracic thorax thymus thyroid tibia tongue toe tonsil trachea trunk ulna upper ureter uterus uterine vagina vein vena cava vertebra vertebrae \
    vertebral vulva wall wrist site sites region resection bed area stump unknown other organ organs central systemic \
    oberschenkel unterschenkel oberarm unterarm uterus becken bauch brust brustwand thoraxwand bauchwand leiste gesäss hals kopf rücken schulter hand fuss knie wirbelsäule wirbelkörper mediastinum magen dünndarm dickdarm blase hoden prostata gebärmutter
    """,
    // Imaging and other ways to look.
    """
    angiography biopsy bronchoscopy computed contrast ct chest core colonoscopy cystoscopy echocardiography emission endoscopy examination excision excisional fdg fine gastroscopy guided imaging laparoscopy magnetic mammography mri mrt \
    needle nuclear pet physical plain positron puncture radiograph ray resonance scan scintigraphy sonography spect tomography ultrasound ultrasonography whole body x xray enhanced \
    röntgen röntgenthorax sonographie szintigraphie ct-abdomen biopsie stanzbiopsie untersuchung klinische
    """,
    // What is done.
    """
    ablation adjuvant amputation anaesthesia arterial autologous allogeneic bilateral block boost brachytherapy bypass chemoembolisation chemoembolization chemotherapy complete compartment cryoablation curative debulking dissection drainage \
    embolisation embolization en excised exploratory external beam flap followed gastrectomy graft hemicolectomy hemipelvectomy heat hyperthermia hysterectomy hipec incomplete infusion intralesional intraoperative isolated irradiation \
    laparotomy laparoscopic laser limb lobectomy local lymphadenectomy maintenance marginal mastectomy metastasectomy microwave microscopic nephrectomy nodes operation operative palliative pancreatectomy partial perfusion perioperative \
    pleurodesis pneumonectomy port postoperative preoperative procedure proton radiation radical radiofrequency radiotherapy reconstruction removal resected resection residual revision salpingo oophorectomy \
    salvage segmental segmentectomy sirt spleen-preserving splenectomy sbrt stem stent stereotactic sternotomy subtotal surgery surgical surveillance tace thermal thoracotomy thoracoscopic total transplant transplantation transfusion \
    treatment tumorectomy vats vessel wedge whipple wide with without donor related unrelated sibling deceased living conditioning dose high reduced intensity myeloablative haploidentical \
    best supportive care follow up palliation hospice end therapy line first second third fourth standard study trial arm control experimental group cohort induction consolidation \
    r0 operation exzision resektion bestrahlung strahlentherapie chemotherapie entfernung hysterektomie amputation
    """,
    // Adverse events and conditions.
    """
    abdominal abscess acute adrenal alopecia anaemia anemia anaphylaxis anastomotic anorexia appetite arrhythmia arthralgia ascites asthenia asthma atrial bacterial bleeding blood blurred calcium cardiac cardiomyopathy cardiotoxicity \
    cerebral chills chronic cognitive colitis confusion constipation cough cystitis death decreased decrease dehiscence dehydration delayed depression dermatitis diabetes diarrhea diarrhoea discomfort disorder disturbance dizziness dry dysgeusia dyspepsia \
    dysphagia dyspnea dyspnoea dysfunction ecg edema effusion ejection electrolyte elevated elevation embolism emesis encephalopathy enteritis epistaxis erythema exhaustion extravasation failure fatigue febrile fever fibrillation fistula \
    flu foot fraction fracture gait gastritis gastrointestinal glomerular haematotoxicity haematological haematologic haematoma haematuria haemoptysis haemorrhage hair hand headache hearing heart hematotoxicity hematological hematologic hematoma hematuria hemoptysis hemorrhage \
    hepatic hepatitis hepatotoxicity hiccups hyperglycaemia hyperglycemia hyperkalaemia hyperkalemia hypersensitivity hypertension hyperthyroidism hypoalbuminaemia hypocalcaemia hypokalaemia hypokalemia hyponatraemia \
    hyponatremia hypotension hypothyroidism ileus impaired impairment incisional infarction infection infections infusion injury insomnia insufficiency intolerance intestinal ischaemia ischaemic ischemia joint kidney leak leakage leukocytopenia leukopenia leukopaenia liver low \
    lymphedema lymphocele lymphoedema lymphopenia malaise mild moderate mucositis muscle muscular myalgia myelosuppression myocardial myocarditis nail nausea necrosis nephrotoxicity neuropathic neuropathy neurotoxicity neutropaenia neutropenia \
    neutropenic nephritis obstruction ocular oedema oral organ ototoxicity pain palmar palpitations pancreatitis pancytopenia paraesthesia paralysis paresthesia perforation pericardial peripheral phlebitis plantar pleural pneumonia \
    pneumonitis pneumothorax polyneuropathy prolonged proteinuria pruritus pulmonary qt rash reaction reflux renal respiratory retention rhabdomyolysis seizure sensory sepsis septic serious severe shock skin sleep smell somnolence \
    stenosis stomatitis stroke swelling syncope syndrome taste thrombocytopaenia thrombocytopenia thrombosis thromboembolic thromboembolism tinnitus tiredness toxicity toxic transaminases transient tumor lysis ulcer ulceration \
    urinary tract urticaria vascular venous vertigo viral vision vomiting wall weakness weight wound dehiscence xerostomia erythrodysesthesia persistent recurrent life threatening limiting related tolerable no-one \
    anämie leukopenie neutropenie thrombopenie thrombozytopenie panzytopenie übelkeit erbrechen durchfall müdigkeit fieber infekt infektion schmerz schmerzen polyneuropathie mukositis haarausfall blutung wundinfektion \
    hypertonie diabetes mellitus adipositas copd asthma bronchiale obesity obese smoker smoking hypothyreose depression coronary artery chronic obstructive disease
    """,
    // Of the laboratory.
    """
    neutrophils leukocytes lymphocytes platelets haemoglobin hemoglobin bilirubin creatinine clearance albumin alt ast alp ggt cpk anc
    """,
    // Of the course, of measuring, and of reasons.
    """
    active adverse aggressive alive allergy alternative appeared appearance approximately assessed assessment assessable basis became beginning between better board both category central change changed clinic clinical closure cm mm completed completion condition considerable \
    consent contact continued control course criteria cross cut cycle cycles date days declined decision decrease decreased delivered denied design detected detection diameter diagnosed diagnosis died diffuse discontinued discontinuation \
    disseminated dose duration during early ended enough equivocal event evaluable evaluated evaluation evidence excellent extensive few finding findings full general given good grade guideline hepatic higher image images including independent initial investigator intercurrent interval \
    investigators known large largest last late later less lesser level light limited located logistics longer longest loss lost main major many mass masses measurable measured measurement metastasised metastasized minimal minor missing more most multifocal multinodular multiple negative new newly \
    nodal nodule nodules none non normal not now number numerous observation off old on once oligometastatic only organ other outpatient overall panel part partial patient patients per performance persistent plan planned positive possible previous \
    primary prior progressive protocol quality radiologic radiological radiologist radiology rate reader readers reason receives received reduction refractory refused refusal regional regression remission residual resolved respond responder response result review reviewed \
    several severely shrinkage shrinking side significant significantly similar since single size slight slightly slice stable stage started state status steady still stop stopped stopping sum suspected switched synchronous metachronous temporary term terminated third thoracic \
    score index count body mass surface fluid volume dose time tolerability tolerance toxic transferred tumorboard two three four five ulcerated under unchanged unequivocal unilateral unstable until unknown unrelated value vital visit volume was were weeks wish worse years zero \
    completion end of planned treatment patient's patients decision preference physician physicians choice withdrawal consent pregnancy death intercurrent illness insurance approval access supply lack efficacy \
    recist irecist percist choi who ctcae nci cheson criteria version modified edition uicc ajcc fnclcc eortc qlq c30 ecog karnofsky tnm figo enneking msts iv oral intravenous subcutaneous \
    not stated withheld word words term terms first-line second-line line lines maintenance salvage neoadjuvant adjuvant palliative impaired \
    achieve achieved any aggressive biology beginning besides complication constant could did enhancing examinations extension growing hampered inhibition insensitive intensive lesion masses metabolically metastatic palliative pseudoaneurysmatic protruding regular rapid refractory relapse remove \
    resistant restarted shrinking subsequent surgically switched therapies tumour tumor unchanged upper alive dead deceased well disease-free disease free evidence ned awd dod doc noevidence referral referred admission discharge outpatient inpatient consultation emergency \
    response stabile erkrankung teilremission komplettremission remission stabil vollremission partielle komplette toxizität unverträglichkeit nebenwirkung patientenwunsch wunsch patienten abgeschlossen beendet geplantes therapieende verstorben lebt tumorbedingt tumorassoziiert
    """,
  ]
}

extension Substring {
  /// Without the stops at its end.
  fileprivate var trimmedOfStops: String {
    var text = self
    while text.last == "." { text.removeLast() }
    return String(text)
  }
}
