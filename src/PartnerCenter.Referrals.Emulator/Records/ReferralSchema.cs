namespace PartnerCenter.Referrals.Emulator;

/// <summary>Defines the field dictionary of wire contract 3, with the values that real records have where nothing was set.</summary>
internal static class ReferralSchema
{
    // Wire contract 3.4. The validation statuses are known from only one client.
    private static readonly Schema Member = new(
        Field.Text("firstName"),
        Field.Text("lastName"),
        Field.Text("phoneNumber"),
        Field.Text("email"),
        Field.Text("title"),
        Field.Object("contactPreference", new Schema(Field.Text("locale"), Field.Flag("disableNotifications"))),
        Field.Text("emailValidationStatus").Optional,
        Field.Text("phoneValidationStatus").Optional);

    // 3.3
    private static readonly Schema Address = new(
        Field.Text("addressLine1"),
        Field.Text("addressLine2"),
        Field.Text("city"),
        Field.Text("state"),
        Field.Text("postalCode"),
        Field.Text("country"),
        Field.Text("region"));

    // Wire contract 3.2: older samples send `ids` as an empty object.
    private static readonly Schema CustomerProfile = new(
        Field.Text("name"),
        Field.Text("size"),
        Field.Flag("isMatchingComplete", false).ReadOnly,
        Field.Object("address", Address),
        Field.List("team", Member),
        Field.List("ids", new Schema(Field.Text("profileType"), Field.Text("id"))).AllowEmptyObject);

    // wire contract 3.5: the samples of 2018 send these flags as strings. The last flag is absent from real records.
    private static readonly Schema Consent = new(
        Field.Flag("consentToToShareInfoWithOthers", false).AllowText,
        Field.Flag("consentToContact", false).AllowText,
        Field.Flag("consentToShareReferralWithMicrosoftSellers", false).AllowText,
        Field.Flag("consentToMicrosoftToContactSpecificPartners").AllowText.Optional);

    private static readonly Schema Tag = new(Field.Text("id"));

    private static readonly Schema SolutionTag = new(
        Field.Text("id"),
        Field.Text("name"),
        Field.Choice("type", ["None", "Category", "Name"], "None"),
        Field.Number("price"),
        Field.Number("quantity"),
        Field.Text("currency"),
        Field.Text("publisherName"),
        Field.Text("solutionType"),
        Field.Date("closingDateTime"));

    private static readonly Schema Iot = new(
        Field.Text("customerLicenseAgreementNumber"),
        Field.Text("deviceCategory"),
        Field.Text("siliconType"),
        Field.Flag("azureCertifiedDevice", false),
        Field.Flag("attachServices", false));

    // wire contract 3.7: attributes are absent from real records that have none.
    private static readonly Schema Requirements = new(
        Field.List("industries", Tag),
        Field.List("products", Tag),
        Field.List("services", Tag),
        Field.List("solutions", SolutionTag),
        Field.List("offers", Field.Any("")),
        Field.List("salesPlays", Field.Any("")),
        Field.Object("additionalRequirements", new Schema(
            Field.Object("iot", Iot),
            Field.List("attributes", new Schema(Field.Text("type").Required, Field.Text("id").Required)).Optional)));

    // Wire contract 3.6 and 10 #26. Where customerMarketplaceIntent belongs is disputed (wire contract 10 #20), so it is kept wherever it
    // is sent.
    private static readonly Schema Details = new(
        Field.Text("notes"),
        Field.Number("dealValue").AllowText,
        Field.Text("currency"),
        Field.Date("closingDateTime"),
        Field.Flag("customerRequestedContact").ReadOnly,
        Field.Text("customerAction").ReadOnly,
        Field.Text("incentiveLevel").ReadOnly,
        Field.Object("requirements", Requirements),
        Field.Any("customerMarketplaceIntent").Optional);

    // Wire contract 3.8 and 4.7. Only a create can set these members (wire contract 3.1).
    private static readonly Schema InviteContext = new(
        Field.Text("notes").CreateOnly,
        Field.Choice(
            "assistanceRequestCode",
            [
                "Unknown", "GeneralOrOther", "CustomerTechnicalArchitecture", "ProofOfConceptOrDemo", "QuotesOrLicensing",
                "PostSalesCustomerSuccess", "WorkloadSpecificValueProposition",
            ],
            "Unknown").CreateOnly,
        Field.Text("invitedMpnId").CreateOnly,
        Field.Object("invitedBy", new Schema(Field.Text("organizationId"), Field.Text("organizationName"))).ReadOnly);

    private static readonly Schema Link = new(Field.Text("uri"), Field.Text("method", "GET"));

    private static readonly Schema TrackingInfo = new(
        Field.Text("microsoftMsxId"),
        Field.Text("microsoftUSFedOpportunityId"),
        Field.Text("microsoftUSFedLeadId"),
        Field.Text("migratedPSCDealId"),
        Field.Text("migratedPSCPartnerDealId"));

    /// <summary>Gets the members of a referral (wire contract 3.1), in the order of real payloads.</summary>
    public static Schema Referral { get; } = new(
        Field.Text("id").ReadOnly,
        Field.Text("engagementId").CreateOnly,
        Field.Text("name"),
        Field.Text("organizationId").ReadOnly,
        Field.Text("organizationName").ReadOnly,
        Field.Text("lastModifiedVia"),
        Field.Text("lastRunId"),
        Field.Text("externalReferenceId"),
        Field.Date("createdDateTime").ReadOnly,
        Field.Date("updatedDateTime").ReadOnly,
        Field.Date("expirationDateTime").ReadOnly,
        Field.Choice("status", ["None", "New", "Active", "Closed"]),
        Field.Choice("substatus", ["None", "Pending", "Received", "Accepted", "Won", "Lost", "Declined", "Expired", "Error"]),
        Field.Text("statusReason"),
        Field.Choice("qualification", ["None", "Direct", "MarketingQualified", "SalesQualified"], "None").CreateOnly,
        Field.Choice("type", ["Independent", "Shared"]).Required.CreateOnly,
        Field.Text("referralSource").ReadOnly,
        Field.Text("eTag").ReadOnly,
        Field.Flag("favorite", false),
        Field.Text("campaignId"),
        Field.Text("salesStage"),
        Field.Text("quality", "Unknown").ReadOnly,
        Field.Flag("isSpam", false).ReadOnly,
        Field.Choice("direction", ["Incoming", "Outgoing"]).ReadOnly,
        Field.Text("mpnId").CreateOnly,
        Field.Text("referralProgram").ReadOnly,
        Field.Text("dealSensitivity", "None"),
        Field.Text("createdVia").ReadOnly,
        Field.List("tags", Field.Text("")).ReadOnly,
        Field.Date("acceptedDateTime").ReadOnly,
        Field.Date("closedDateTime").ReadOnly,
        Field.Text("callToAction").ReadOnly,
        Field.Text("registrationStatus", "None").ReadOnly,
        Field.List("target", new Schema(
            Field.Choice("type", ["None", "BusinessProfileLocation", "SolutionProfile"]).Required,
            Field.Text("id").Required)),
        Field.Object("customerProfile", CustomerProfile).Required,
        Field.Object("consent", Consent).Required,
        Field.Object("details", Details).Required,
        Field.List("team", Member),
        Field.Object("inviteContext", InviteContext),
        Field.Object("links", new Schema(Field.Object("relatedReferrals", Link), Field.Object("self", Link))).ReadOnly,
        Field.Object("trackingInfo", TrackingInfo).ReadOnly,
        Field.List("registrations", RegistrationSchema.Registration).ReadOnly);
}
