/** Every field the contract of eSIM Go names, read by us or not: what is not here is news. */
const DOCUMENTED = new Set(
  `
  AllowReassign actionDate addr1 addr2 alertType allowReassign allowances amount apiKey apiTopup appleInstallUrl applyReference asc assign assigned
  assignedDate assignmentDateTime assignmentReference assignments autoTopup autostart available balance billingType brandName brandingId bundle
  bundleAssignment bundleName bundleState bundles businessType callTypeGroup callbackUrl city code compatible completed countries country
  countryNetworks createDate createdAt createdDate currency customerRef data dataAmount date desc description direction duration durationUnit eSIM
  eSIMGoTopup emailAddress endTime esim_ULE_ esim_ULP_ esim_UL_ esims event expiry filter filterBy firstInstalledDateTime firstName from group groups
  hash iccid iccids icon id imageUrl includeIccids includeUsed initialQuantity installUrl invoiceLink iso isos item lastAction lastName lastSeen limit
  matchingId mcc message mnc mobileNetworkCode msisdn name networkBrandName networkName networks newAmount notes offerId oldAmount order orderBy
  orderReference orders organisations page pageCount pageSize perPage phoneNumber physical pin postcode price priceListUrl pricePerUnit prices
  processing productDescription profile profileID profileName profileStatus puk quantity ref reference refundToBalance region remaining
  remainingQuantity repeat returnAll revoked roamingEnabled role rows rspUrl runningBalance service smdpAddress sourceIP speed startTime state status
  statusMessage subTotal suspend suspended tagid taxLiable testCredit testCreditExpiry threshold thresholdPercentRemaining timeZone topup total
  transaction type unit unlimited usageId useDms valid validate website
  emailAddress firstName lastName phoneNumber role timeZone users
`.trim().split(/\s+/),
);

export const isDocumented = (field: string): boolean => DOCUMENTED.has(field);
