/** Schedule AL, Item 3 (auto loans, version 3.1): the names of its 72 fields, in their order. */
const NAMES = `
assetTypeNumber assetNumber reportingPeriodBeginningDate reportingPeriodEndingDate
originatorName originationDate originalLoanAmount originalLoanTerm loanMaturityDate originalInterestRatePercentage
interestCalculationTypeCode originalInterestRateTypeCode originalInterestOnlyTermNumber originalFirstPaymentDate
underwritingIndicator gracePeriodNumber paymentTypeCode subvented
vehicleManufacturerName vehicleModelName vehicleNewUsedCode vehicleModelYear vehicleTypeCode vehicleValueAmount
vehicleValueSourceCode
obligorCreditScoreType obligorCreditScore obligorIncomeVerificationLevelCode obligorEmploymentVerificationCode
coObligorIndicator paymentToIncomePercentage obligorGeographicLocation
assetAddedIndicator remainingTermToMaturityNumber reportingPeriodModificationIndicator servicingAdvanceMethodCode
reportingPeriodBeginningLoanBalanceAmount nextReportingPeriodPaymentAmountDue reportingPeriodInterestRatePercentage
nextInterestRatePercentage servicingFeePercentage servicingFlatFeeAmount otherServicerFeeRetainedByServicer
otherAssessedUncollectedServicerFeeAmount scheduledInterestAmount scheduledPrincipalAmount
otherPrincipalAdjustmentAmount reportingPeriodActualEndBalanceAmount reportingPeriodScheduledPaymentAmount
totalActualAmountPaid actualInterestCollectedAmount actualPrincipalCollectedAmount actualOtherCollectedAmount
servicerAdvancedAmount interestPaidThroughDate zeroBalanceEffectiveDate zeroBalanceCode currentDelinquencyStatus
primaryLoanServicerName mostRecentServicingTransferReceivedDate
assetSubjectDemandIndicator assetSubjectDemandStatusCode repurchaseAmount DemandResolutionDate repurchaserName
repurchaseReplacementReasonCode
chargedoffPrincipalAmount recoveredAmount modificationTypeCode paymentExtendedNumber
repossessedIndicator repossessedProceedsAmount`;
export const fieldNames = NAMES.trim().split(/\s+/);

const DATE = '\\d{2}-\\d{2}-\\d{4}';
const MONTH = '\\d{2}/\\d{4}';
const DECIMAL = '-?\\d+(\\.\\d+)?';
/** What a field must look like, by the end of its name; the rest is text. */
const patternOf = (name: string): string =>
  /^(originationDate|loanMaturityDate|originalFirstPaymentDate|zeroBalanceEffectiveDate|DemandResolutionDate)$/.test(
    name,
  )
    ? MONTH
    : name.endsWith('Date')
      ? DATE
      : /(Amount|Percentage|Paid)$/.test(name)
        ? DECIMAL
        : /Indicator$/.test(name)
          ? 'true|false'
          : /Code$/.test(name)
            ? '\\d{1,2}'
            : '.{1,200}';
const elements = fieldNames
  .map(
    (name) => `<xs:element name="${name}" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
      <xs:pattern value="${patternOf(name)}"/></xs:restriction></xs:simpleType></xs:element>`,
  )
  .join('\n');

/** A schema written from the field list above: the published one is not at hand. */
export const ASSET_DATA = `<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://www.sec.gov/edgar/document/absee/autoloan/assetdata">
  <xs:element name="assetData"><xs:complexType><xs:sequence>
    <xs:element name="assets" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      ${elements}
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;
