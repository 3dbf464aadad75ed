namespace PartnerCenter.Referrals.Emulator;

/// <summary>The field dictionary of wire contract 3, with the values that real records hold where nothing was set.</summary>
internal static class ReferralShape
{
    // Wire contract 3.4; the validation statuses are known from one client only.
    private static readonly Shape Member = new(
        Field.Text("firstName"),
        Field.Text("lastName"),
        Field.Text("phoneNumber"),
        Field.Text("email"),
        Field.Text("title"),
        Field.Object("contactPreference", new Shape(Field.Text("locale"), Field.Flag("disableNotifications"))),
        Field.Text("emailValidationStatus").Optional,
        Field.Text("phoneValidationStatus").Optional);

    // 3.3
    private static readonly Shape Address = new(
        Field.Text("addressLine1"),
        Field.Text("addressLine2"),
        Field.Text("city"),
        Field.Text("state"),
        Field.Text("postalCode"),
        Field.Text("country"),
        Field.Text("region"));

    // 3.2
    private static readonly Shape CustomerProfile = new(
        Field.Text("name"),
        Field.Text("size"),
        Field.Flag("isMatchingComplete", false).ReadOnlyMembers,
        Field.Object("address", Address),
        Field.List("team", Member),
        Field.List("ids", new Shape(Field.Text("profileType"), Field.Text("id"))));

    // 3.5: the 2018 samples send these flags as texts; the last is absent from real records.
    private static readonly Shape Consent = new(
        Field.Flag("consentToToShareInfoWithOthers", false).AlsoAsText,
        Field.Flag("consentToContact", false).AlsoAsText,
        Field.Flag("consentToShareReferralWithMicrosoftSellers", false).AlsoAsText,
        Field.Flag("consentToMicrosoftToContactSpecificPartners").AlsoAsText.Optional);

    private static readonly Shape Tag = new(Field.Text("id"));

    private static readonly Shape SolutionTag = new(
        Field.Text("id"),
        Field.Text("name"),
        Field.Choice("type", ["None", "Category", "Name"], "None"),
        Field.Number("price"),
        Field.Number("quantity"),
        Field.Text("currency"),
        Field.Text("publisherName"),
        Field.Text("solutionType"),
        Field.Date("closingDateTime"));

    private static readonly Shape Iot = new(
        Field.Text("customerLicenseAgreementNumber"),
        Field.Text("deviceCategory"),
        Field.Text("siliconType"),
        Field.Flag("azureCertifiedDevice", false),
        Field.Flag("attachServices", false));

    // 3.7; attributes are absent from real records that have none.
    private static readonly Shape Requirements = new(
        Field.List("industries", Tag),
        Field.List("products", Tag),
        Field.List("services", Tag),
        Field.List("solutions", SolutionTag),
        Field.List("offers", Field.Anything("")),
        Field.List("salesPlays", Field.Anything("")),
        Field.Object("additionalRequirements", new Shape(
            Field.Object("iot", Iot),
            Field.List("attributes", new Shape(Field.Text("type").Required, Field.Text("id").Required)).Optional)));

    // 3.6 and 10 #26; where customerMarketplaceIntent belongs is disputed (10 #20), so that it is kept wherever it is sent.
    private static readonly Shape Details = new(
        Field.Text("notes"),
        Field.Number("dealValue").AlsoAsText,
        Field.Text("currency"),
        Field.Date("closingDateTime"),
        Field.Flag("customerRequestedContact").ReadOnlyMembers,
        Field.Text("customerAction").ReadOnlyMembers,
        Field.Text("incentiveLevel").ReadOnlyMembers,
        Field.Object("requirements", Requirements),
        Field.Anything("customerMarketplaceIntent").Optional);

    // 3.8 and 4.7; set by a create only (3.1).
    private static readonly Shape InviteContext = new(
        Field.Text("notes").Fixed,
        Field.Choice(
            "assistanceRequestCode",
            [
                "Unknown", "GeneralOrOther", "CustomerTechnicalArchitecture", "ProofOfConceptOrDemo", "QuotesOrLicensing",
                "PostSalesCustomerSuccess", "WorkloadSpecificValueProposition",
            ],
            "Unknown").Fixed,
        Field.Text("invitedMpnId").Fixed,
        Field.Object("invitedBy", new Shape(Field.Text("organizationId"), Field.Text("organizationName"))).ReadOnlyMembers);

    private static readonly Shape Link = new(Field.Text("uri"), Field.Text("method", "GET"));

    private static readonly Shape TrackingInfo = new(
        Field.Text("microsoftMsxId"),
        Field.Text("microsoftUSFedOpportunityId"),
        Field.Text("microsoftUSFedLeadId"),
        Field.Text("migratedPSCDealId"),
        Field.Text("migratedPSCPartnerDealId"));

    /// <summary>3.1, in the order of real payloads.</summary>
    public static Shape Referral { get; } = new(
        Field.Text("id").ReadOnlyMembers,
        Field.Text("engagementId").Fixed,
        Field.Text("name"),
        Field.Text("organizationId").ReadOnlyMembers,
        Field.Text("organizationName").ReadOnlyMembers,
        Field.Text("lastModifiedVia"),
        Field.Text("lastRunId"),
        Field.Text("externalReferenceId"),
        Field.Date("createdDateTime").ReadOnlyMembers,
        Field.Date("updatedDateTime").ReadOnlyMembers,
        Field.Date("expirationDateTime").ReadOnlyMembers,
        Field.Choice("status", ["None", "New", "Active", "Closed"]),
        Field.Choice("substatus", ["None", "Pending", "Received", "Accepted", "Won", "Lost", "Declined", "Expired", "Error"]),
        Field.Text("statusReason"),
        Field.Choice("qualification", ["None", "Direct", "MarketingQualified", "SalesQualified"], "None").Fixed,
        Field.Choice("type", ["Independent", "Shared"]).Required.Fixed,
        Field.Text("referralSource").ReadOnlyMembers,
        Field.Text("eTag").ReadOnlyMembers,
        Field.Flag("favorite", false),
        Field.Text("campaignId"),
        Field.Text("salesStage"),
        Field.Text("quality", "Unknown").ReadOnlyMembers,
        Field.Flag("isSpam", false).ReadOnlyMembers,
        Field.Choice("direction", ["Incoming", "Outgoing"]).ReadOnlyMembers,
        Field.Text("mpnId").Fixed,
        Field.Text("referralProgram").ReadOnlyMembers,
        Field.Text("dealSensitivity", "None"),
        Field.Text("createdVia").ReadOnlyMembers,
        Field.List("tags", Field.Text("")).ReadOnlyMembers,
        Field.Date("acceptedDateTime").ReadOnlyMembers,
        Field.Date("closedDateTime").ReadOnlyMembers,
        Field.Text("callToAction").ReadOnlyMembers,
        Field.Text("registrationStatus", "None").ReadOnlyMembers,
        Field.List("target", new Shape(
            Field.Choice("type", ["None", "BusinessProfileLocation", "SolutionProfile"]).Required,
            Field.Text("id").Required)),
        Field.Object("customerProfile", CustomerProfile).Required,
        Field.Object("consent", Consent).Required,
        Field.Object("details", Details).Required,
        Field.List("team", Member),
        Field.Object("inviteContext", InviteContext),
        Field.Object("links", new Shape(Field.Object("relatedReferrals", Link), Field.Object("self", Link))).ReadOnlyMembers,
        Field.Object("trackingInfo", TrackingInfo).ReadOnlyMembers,
        Field.List("registrations", RegistrationShape.Registration).ReadOnlyMembers);
}
