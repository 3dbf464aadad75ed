namespace PartnerCenter.Referrals.Tests.Models;

/// <summary>
/// Holds the field dictionary of wire contract 3, copied from there and not from the models. A <c>!</c> marks a server-owned name (W = R).
/// It leaves out <c>@odata.context</c>, an annotation, and <c>customerMarketplaceIntent</c>, which is an attribute (10 #20).
/// </summary>
internal static class WireDictionary
{
    private static readonly Dictionary<string, string> Sections = new()
    {
        ["Referral"] = """
            !id engagementId name !organizationId !organizationName lastModifiedVia lastRunId externalReferenceId !createdDateTime
            !updatedDateTime !expirationDateTime status substatus statusReason qualification type !referralSource !eTag favorite campaignId
            salesStage !quality !isSpam !direction mpnId !referralProgram dealSensitivity !createdVia !tags !acceptedDateTime
            !closedDateTime !callToAction !registrationStatus target customerProfile consent details team inviteContext !links
            !trackingInfo !registrations
            """,
        ["CustomerProfile"] = "name size !isMatchingComplete address team ids",
        ["CustomerProfileId"] = "profileType id",
        ["Address"] = "addressLine1 addressLine2 city state postalCode country region",
        ["Member"] = "firstName lastName phoneNumber email title contactPreference emailValidationStatus phoneValidationStatus",
        ["ContactPreference"] = "locale disableNotifications",
        ["Consent"] = """
            consentToToShareInfoWithOthers consentToContact consentToShareReferralWithMicrosoftSellers
            consentToMicrosoftToContactSpecificPartners
            """,
        ["ReferralDetails"] = """
            notes dealValue currency closingDateTime !customerRequestedContact !customerAction !incentiveLevel requirements
            """,
        ["ReferralRequirements"] = "industries products services solutions offers salesPlays additionalRequirements",
        ["RequirementTag"] = "id",
        ["SolutionTag"] = "id name type price quantity currency publisherName solutionType closingDateTime",
        ["AdditionalRequirements"] = "iot attributes",
        ["IotRequirements"] = "customerLicenseAgreementNumber deviceCategory siliconType azureCertifiedDevice attachServices",
        ["RequirementAttribute"] = "type id",
        ["InviteContext"] = "notes assistanceRequestCode invitedMpnId invitedBy",
        ["InvitedBy"] = "organizationId organizationName",
        ["ReferralTarget"] = "type id",
        ["ReferralLinks"] = "relatedReferrals self",
        ["ReferralLink"] = "uri method",
        ["TrackingInfo"] = """
            microsoftMsxId microsoftUSFedOpportunityId microsoftUSFedLeadId migratedPSCDealId migratedPSCPartnerDealId
            """,
        ["DealRegistration"] = "!id type !registrationDateTime !status !statusReason contract solutionDetails !statusHistory",
        ["RegistrationContract"] = "value currency startDateTime endDateTime signDateTime term",
        ["RegistrationSolution"] = """
            id !name value currency isDeployedOnAzure primaryDeploymentOn pricingModel marketplaceTransactionDetails
            """,
        ["MarketplaceTransactionDetails"] = "isMarketplaceTransacted marketplaceTransactionDateTime",
        ["RegistrationStatusHistory"] = """
            reviewPendingDateTime actionRequiredDateTime passedDateTime failedDateTime approvedDateTime
            """,
    };

    public static IReadOnlyCollection<string> Models => Sections.Keys;

    /// <summary>Returns every JSON name of a model.</summary>
    public static IEnumerable<string> NamesOf(string model) => Words(model).Select(word => word.TrimStart('!'));

    /// <summary>Returns the JSON names of a model that may be sent on create.</summary>
    public static IEnumerable<string> SettableOnCreate(string model) => Words(model).Where(word => word[0] != '!');

    private static string[] Words(string model) =>
        Sections[model].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
