using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class KiotaReferralTarget : IParsable, IAdditionalDataHolder
{
    public KiotaReferralTarget()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Type { get; set; }

    public string? Id { get; set; }

    public static KiotaReferralTarget CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "type", n => Type = n.GetStringValue() },
        { "id", n => Id = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("type", Type);
        writer.WriteStringValue("id", Id);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaInviteContext : IParsable, IAdditionalDataHolder
{
    public KiotaInviteContext()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Notes { get; set; }

    public string? AssistanceRequestCode { get; set; }

    public string? InvitedMpnId { get; set; }

    public KiotaInvitedBy? InvitedBy { get; set; }

    public static KiotaInviteContext CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "notes", n => Notes = n.GetStringValue() },
        { "assistanceRequestCode", n => AssistanceRequestCode = n.GetStringValue() },
        { "invitedMpnId", n => InvitedMpnId = n.GetStringValue() },
        { "invitedBy", n => InvitedBy = n.GetObjectValue(KiotaInvitedBy.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("notes", Notes);
        writer.WriteStringValue("assistanceRequestCode", AssistanceRequestCode);
        writer.WriteStringValue("invitedMpnId", InvitedMpnId);
        writer.WriteObjectValue("invitedBy", InvitedBy);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaInvitedBy : IParsable, IAdditionalDataHolder
{
    public KiotaInvitedBy()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? OrganizationId { get; set; }

    public string? OrganizationName { get; set; }

    public static KiotaInvitedBy CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "organizationId", n => OrganizationId = n.GetStringValue() },
        { "organizationName", n => OrganizationName = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("organizationId", OrganizationId);
        writer.WriteStringValue("organizationName", OrganizationName);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaReferralLinks : IParsable, IAdditionalDataHolder
{
    public KiotaReferralLinks()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public KiotaReferralLink? RelatedReferrals { get; set; }

    public KiotaReferralLink? Self { get; set; }

    public static KiotaReferralLinks CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "relatedReferrals", n => RelatedReferrals = n.GetObjectValue(KiotaReferralLink.CreateFromDiscriminatorValue) },
        { "self", n => Self = n.GetObjectValue(KiotaReferralLink.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("relatedReferrals", RelatedReferrals);
        writer.WriteObjectValue("self", Self);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaReferralLink : IParsable, IAdditionalDataHolder
{
    public KiotaReferralLink()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? Uri { get; set; }

    public string? Method { get; set; }

    public static KiotaReferralLink CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "uri", n => Uri = n.GetStringValue() },
        { "method", n => Method = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("uri", Uri);
        writer.WriteStringValue("method", Method);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaTrackingInfo : IParsable, IAdditionalDataHolder
{
    public KiotaTrackingInfo()
    {
        AdditionalData = new Dictionary<string, object>();
    }

    public IDictionary<string, object> AdditionalData { get; set; }

    public string? MicrosoftMsxId { get; set; }

    public string? MicrosoftUSFedOpportunityId { get; set; }

    public string? MicrosoftUSFedLeadId { get; set; }

    public string? MigratedPSCDealId { get; set; }

    public string? MigratedPSCPartnerDealId { get; set; }

    public static KiotaTrackingInfo CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "microsoftMsxId", n => MicrosoftMsxId = n.GetStringValue() },
        { "microsoftUSFedOpportunityId", n => MicrosoftUSFedOpportunityId = n.GetStringValue() },
        { "microsoftUSFedLeadId", n => MicrosoftUSFedLeadId = n.GetStringValue() },
        { "migratedPSCDealId", n => MigratedPSCDealId = n.GetStringValue() },
        { "migratedPSCPartnerDealId", n => MigratedPSCPartnerDealId = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("microsoftMsxId", MicrosoftMsxId);
        writer.WriteStringValue("microsoftUSFedOpportunityId", MicrosoftUSFedOpportunityId);
        writer.WriteStringValue("microsoftUSFedLeadId", MicrosoftUSFedLeadId);
        writer.WriteStringValue("migratedPSCDealId", MigratedPSCDealId);
        writer.WriteStringValue("migratedPSCPartnerDealId", MigratedPSCPartnerDealId);
        writer.WriteAdditionalData(AdditionalData);
    }
}
