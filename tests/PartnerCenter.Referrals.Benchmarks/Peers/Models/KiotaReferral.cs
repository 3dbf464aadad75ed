using Microsoft.Kiota.Abstractions.Extensions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

// The classes of this folder that begin with Kiota have the fields of the package's models, in the shape that Kiota's generator emits.
internal sealed class KiotaPage : IParsable, IAdditionalDataHolder
{
    public KiotaPage()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? OdataNextLink { get; set; }

    public List<KiotaReferral>? Value { get; set; }

    public static KiotaPage CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "@odata.nextLink", n => OdataNextLink = n.GetStringValue() },
        { "value", n => Value = n.GetCollectionOfObjectValues(KiotaReferral.CreateFromDiscriminatorValue)?.AsList() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("@odata.nextLink", OdataNextLink);
        writer.WriteCollectionOfObjectValues("value", Value);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaReferral : IParsable, IAdditionalDataHolder
{
    public KiotaReferral()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Id { get; set; }

    public string? EngagementId { get; set; }

    public string? Name { get; set; }

    public string? OrganizationId { get; set; }

    public string? OrganizationName { get; set; }

    public string? LastModifiedVia { get; set; }

    public string? LastRunId { get; set; }

    public string? ExternalReferenceId { get; set; }

    public DateTimeOffset? CreatedDateTime { get; set; }

    public DateTimeOffset? UpdatedDateTime { get; set; }

    public DateTimeOffset? ExpirationDateTime { get; set; }

    public string? Status { get; set; }

    public string? Substatus { get; set; }

    public string? StatusReason { get; set; }

    public string? Qualification { get; set; }

    public string? Type { get; set; }

    public string? ReferralSource { get; set; }

    public string? ETag { get; set; }

    public bool? Favorite { get; set; }

    public string? CampaignId { get; set; }

    public string? SalesStage { get; set; }

    public string? Quality { get; set; }

    public bool? IsSpam { get; set; }

    public string? Direction { get; set; }

    public string? MpnId { get; set; }

    public string? ReferralProgram { get; set; }

    public string? DealSensitivity { get; set; }

    public string? CreatedVia { get; set; }

    public List<string>? Tags { get; set; }

    public DateTimeOffset? AcceptedDateTime { get; set; }

    public DateTimeOffset? ClosedDateTime { get; set; }

    public string? CallToAction { get; set; }

    public string? RegistrationStatus { get; set; }

    public List<KiotaReferralTarget>? Target { get; set; }

    public KiotaCustomerProfile? CustomerProfile { get; set; }

    public KiotaConsent? Consent { get; set; }

    public KiotaReferralDetails? Details { get; set; }

    public List<KiotaMember>? Team { get; set; }

    public KiotaInviteContext? InviteContext { get; set; }

    public KiotaReferralLinks? Links { get; set; }

    public KiotaTrackingInfo? TrackingInfo { get; set; }

    public List<KiotaDealRegistration>? Registrations { get; set; }

    public static KiotaReferral CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "id", n => Id = n.GetStringValue() },
        { "engagementId", n => EngagementId = n.GetStringValue() },
        { "name", n => Name = n.GetStringValue() },
        { "organizationId", n => OrganizationId = n.GetStringValue() },
        { "organizationName", n => OrganizationName = n.GetStringValue() },
        { "lastModifiedVia", n => LastModifiedVia = n.GetStringValue() },
        { "lastRunId", n => LastRunId = n.GetStringValue() },
        { "externalReferenceId", n => ExternalReferenceId = n.GetStringValue() },
        { "createdDateTime", n => CreatedDateTime = n.GetDateTimeOffsetValue() },
        { "updatedDateTime", n => UpdatedDateTime = n.GetDateTimeOffsetValue() },
        { "expirationDateTime", n => ExpirationDateTime = n.GetDateTimeOffsetValue() },
        { "status", n => Status = n.GetStringValue() },
        { "substatus", n => Substatus = n.GetStringValue() },
        { "statusReason", n => StatusReason = n.GetStringValue() },
        { "qualification", n => Qualification = n.GetStringValue() },
        { "type", n => Type = n.GetStringValue() },
        { "referralSource", n => ReferralSource = n.GetStringValue() },
        { "eTag", n => ETag = n.GetStringValue() },
        { "favorite", n => Favorite = n.GetBoolValue() },
        { "campaignId", n => CampaignId = n.GetStringValue() },
        { "salesStage", n => SalesStage = n.GetStringValue() },
        { "quality", n => Quality = n.GetStringValue() },
        { "isSpam", n => IsSpam = n.GetBoolValue() },
        { "direction", n => Direction = n.GetStringValue() },
        { "mpnId", n => MpnId = n.GetStringValue() },
        { "referralProgram", n => ReferralProgram = n.GetStringValue() },
        { "dealSensitivity", n => DealSensitivity = n.GetStringValue() },
        { "createdVia", n => CreatedVia = n.GetStringValue() },
        { "tags", n => Tags = n.GetCollectionOfPrimitiveValues<string>()?.AsList() },
        { "acceptedDateTime", n => AcceptedDateTime = n.GetDateTimeOffsetValue() },
        { "closedDateTime", n => ClosedDateTime = n.GetDateTimeOffsetValue() },
        { "callToAction", n => CallToAction = n.GetStringValue() },
        { "registrationStatus", n => RegistrationStatus = n.GetStringValue() },
        { "target", n => Target = n.GetCollectionOfObjectValues(KiotaReferralTarget.CreateFromDiscriminatorValue)?.AsList() },
        { "customerProfile", n => CustomerProfile = n.GetObjectValue(KiotaCustomerProfile.CreateFromDiscriminatorValue) },
        { "consent", n => Consent = n.GetObjectValue(KiotaConsent.CreateFromDiscriminatorValue) },
        { "details", n => Details = n.GetObjectValue(KiotaReferralDetails.CreateFromDiscriminatorValue) },
        { "team", n => Team = n.GetCollectionOfObjectValues(KiotaMember.CreateFromDiscriminatorValue)?.AsList() },
        { "inviteContext", n => InviteContext = n.GetObjectValue(KiotaInviteContext.CreateFromDiscriminatorValue) },
        { "links", n => Links = n.GetObjectValue(KiotaReferralLinks.CreateFromDiscriminatorValue) },
        { "trackingInfo", n => TrackingInfo = n.GetObjectValue(KiotaTrackingInfo.CreateFromDiscriminatorValue) },
        { "registrations", n => Registrations = n.GetCollectionOfObjectValues(
            KiotaDealRegistration.CreateFromDiscriminatorValue)?.AsList() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("id", Id);
        writer.WriteStringValue("engagementId", EngagementId);
        writer.WriteStringValue("name", Name);
        writer.WriteStringValue("organizationId", OrganizationId);
        writer.WriteStringValue("organizationName", OrganizationName);
        writer.WriteStringValue("lastModifiedVia", LastModifiedVia);
        writer.WriteStringValue("lastRunId", LastRunId);
        writer.WriteStringValue("externalReferenceId", ExternalReferenceId);
        writer.WriteDateTimeOffsetValue("createdDateTime", CreatedDateTime);
        writer.WriteDateTimeOffsetValue("updatedDateTime", UpdatedDateTime);
        writer.WriteDateTimeOffsetValue("expirationDateTime", ExpirationDateTime);
        writer.WriteStringValue("status", Status);
        writer.WriteStringValue("substatus", Substatus);
        writer.WriteStringValue("statusReason", StatusReason);
        writer.WriteStringValue("qualification", Qualification);
        writer.WriteStringValue("type", Type);
        writer.WriteStringValue("referralSource", ReferralSource);
        writer.WriteStringValue("eTag", ETag);
        writer.WriteBoolValue("favorite", Favorite);
        writer.WriteStringValue("campaignId", CampaignId);
        writer.WriteStringValue("salesStage", SalesStage);
        writer.WriteStringValue("quality", Quality);
        writer.WriteBoolValue("isSpam", IsSpam);
        writer.WriteStringValue("direction", Direction);
        writer.WriteStringValue("mpnId", MpnId);
        writer.WriteStringValue("referralProgram", ReferralProgram);
        writer.WriteStringValue("dealSensitivity", DealSensitivity);
        writer.WriteStringValue("createdVia", CreatedVia);
        writer.WriteCollectionOfPrimitiveValues("tags", Tags);
        writer.WriteDateTimeOffsetValue("acceptedDateTime", AcceptedDateTime);
        writer.WriteDateTimeOffsetValue("closedDateTime", ClosedDateTime);
        writer.WriteStringValue("callToAction", CallToAction);
        writer.WriteStringValue("registrationStatus", RegistrationStatus);
        writer.WriteCollectionOfObjectValues("target", Target);
        writer.WriteObjectValue("customerProfile", CustomerProfile);
        writer.WriteObjectValue("consent", Consent);
        writer.WriteObjectValue("details", Details);
        writer.WriteCollectionOfObjectValues("team", Team);
        writer.WriteObjectValue("inviteContext", InviteContext);
        writer.WriteObjectValue("links", Links);
        writer.WriteObjectValue("trackingInfo", TrackingInfo);
        writer.WriteCollectionOfObjectValues("registrations", Registrations);
        writer.WriteAdditionalData(AdditionalData);
    }
}
