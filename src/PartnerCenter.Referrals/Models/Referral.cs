using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// A lead or a deal as one party of an engagement sees it: its own record, with its own id, state and <see cref="ETag"/>.
/// </summary>
/// <remarks>
/// Mirrors Referral of Microsoft's page <i>Referral resources</i>. The other parties of the same engagement have records of their own
/// with the same <see cref="EngagementId"/>. Lists are never null and never change: a record keeps a copy of the list that you set.
/// Two records are equal if their content is, with their lists, and with members of the service that this version does not know.
/// </remarks>
public sealed record Referral
{
    /// <summary>The record's id, a GUID; "" on a draft. Server-owned.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// The engagement that ties the parties' records together, a GUID; "" on a draft that starts one. May be set on create, to join an
    /// existing engagement; never changes.
    /// </summary>
    [JsonPropertyName("engagementId")]
    public string EngagementId { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// The deal's name; leads may have none. As the service keeps it, which may be HTML-encoded. May be set on create and changed
    /// later.
    /// </summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The partner organization that owns this record. Server-owned.</summary>
    [JsonPropertyName("organizationId")]
    public string? OrganizationId { get; init; }

    /// <summary>The name of that organization; to show, not to compare. Server-owned.</summary>
    [JsonPropertyName("organizationName")]
    public string? OrganizationName { get; init; }

    /// <summary>What changed the record last; null in all records seen. May be set on create and changed later.</summary>
    [JsonPropertyName("lastModifiedVia")]
    public string? LastModifiedVia { get; init; }

    /// <summary>
    /// The run of a connector that changed the record last (inferred); null in all records seen. May be set on create and changed
    /// later.
    /// </summary>
    [JsonPropertyName("lastRunId")]
    public string? LastRunId { get; init; }

    /// <summary>The id in the partner's own CRM system; null or "". May be set on create and changed later.</summary>
    [JsonPropertyName("externalReferenceId")]
    public string? ExternalReferenceId { get; init; }

    /// <summary>When the record was created, in UTC. Server-owned.</summary>
    [JsonPropertyName("createdDateTime")]
    public DateTimeOffset? CreatedDateTime { get; init; }

    /// <summary>When the record was changed last, in UTC. Server-owned.</summary>
    [JsonPropertyName("updatedDateTime")]
    public DateTimeOffset? UpdatedDateTime { get; init; }

    /// <summary>Until when an incoming referral waits for an answer, in UTC; null once answered. Server-owned.</summary>
    [JsonPropertyName("expirationDateTime")]
    public DateTimeOffset? ExpirationDateTime { get; init; }

    /// <summary>The coarse half of the state. On create the service decides; changed together with <see cref="Substatus"/>.</summary>
    [JsonPropertyName("status")]
    public ReferralStatus? Status { get; init; }

    /// <summary>The fine half of the state. On create the service decides; changed together with <see cref="Status"/>.</summary>
    [JsonPropertyName("substatus")]
    public ReferralSubstatus? Substatus { get; init; }

    /// <summary>Why it was declined or lost, in free text. May be set on create and changed later.</summary>
    [JsonPropertyName("statusReason")]
    public string? StatusReason { get; init; }

    /// <summary>Who qualified the lead. May be set on create.</summary>
    [JsonPropertyName("qualification")]
    public ReferralQualification? Qualification { get; init; }

    /// <summary>Whether one partner works on the deal or several together. Required on create; may be set then.</summary>
    [JsonPropertyName("type")]
    public ReferralType? Type { get; init; }

    /// <summary>Where the lead came from; null in all records seen, its values are not known. Server-owned.</summary>
    [JsonPropertyName("referralSource")]
    public string? ReferralSource { get; init; }

    /// <summary>The version of the record, with its own quotes; "" on a draft. Goes into If-Match as it is. Server-owned.</summary>
    [JsonPropertyName("eTag")]
    public string ETag { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is marked as a favourite. May be set on create and changed later.</summary>
    [JsonPropertyName("favorite")]
    public bool? Favorite { get; init; }

    /// <summary>The marketing campaign it came from; null or "". May be set on create and changed later.</summary>
    [JsonPropertyName("campaignId")]
    public string? CampaignId { get; init; }

    /// <summary>The stage of the sale. May be set on create and changed later.</summary>
    [JsonPropertyName("salesStage")]
    public SalesStage? SalesStage { get; init; }

    /// <summary>The service's opinion of the referral. Server-owned.</summary>
    [JsonPropertyName("quality")]
    public ReferralQuality? Quality { get; init; }

    /// <summary>Whether it was reported as spam. Server-owned.</summary>
    [JsonPropertyName("isSpam")]
    public bool? IsSpam { get; init; }

    /// <summary>Whether it came in or went out. Server-owned.</summary>
    [JsonPropertyName("direction")]
    public ReferralDirection? Direction { get; init; }

    /// <summary>
    /// The partner location (PartnerID, digits) that the referral belongs to. May be set on create. Not changed later.
    /// </summary>
    [JsonPropertyName("mpnId")]
    public string? MpnId { get; init; }

    /// <summary>The programme; null in all records seen. Server-owned.</summary>
    [JsonPropertyName("referralProgram")]
    public string? ReferralProgram { get; init; }

    /// <summary>How confidential the deal is. May be set on create.</summary>
    [JsonPropertyName("dealSensitivity")]
    public DealSensitivity? DealSensitivity { get; init; }

    /// <summary>What created the record; null in all records seen. Server-owned.</summary>
    [JsonPropertyName("createdVia")]
    public string? CreatedVia { get; init; }

    /// <summary>Labels; empty in all records seen. Server-owned.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init => field = ModelList<string>.CopyOf(value); } = ModelList<string>.Empty;

    /// <summary>When it was accepted, in UTC; on own deals the moment of creation. Server-owned.</summary>
    [JsonPropertyName("acceptedDateTime")]
    public DateTimeOffset? AcceptedDateTime { get; init; }

    /// <summary>When it was closed, in UTC. Server-owned.</summary>
    [JsonPropertyName("closedDateTime")]
    public DateTimeOffset? ClosedDateTime { get; init; }

    /// <summary>What the customer did; null in all records seen. Server-owned.</summary>
    [JsonPropertyName("callToAction")]
    public string? CallToAction { get; init; }

    /// <summary>Where the deal's registration stands. Server-owned.</summary>
    [JsonPropertyName("registrationStatus")]
    public RegistrationStatus? RegistrationStatus { get; init; }

    /// <summary>
    /// Whom or what the referral is meant for: the own solutions, or the invited party. May be set on create and changed later.
    /// </summary>
    [JsonPropertyName("target")]
    public IReadOnlyList<ReferralTarget> Target { get; init => field = ModelList<ReferralTarget>.CopyOf(value); } =
        ModelList<ReferralTarget>.Empty;

    /// <summary>The customer. Required on create. May be set on create and changed later.</summary>
    [JsonPropertyName("customerProfile")]
    public CustomerProfile? CustomerProfile { get; init; }

    /// <summary>What the customer and the partner agreed to. Required on create. May be set on create and changed later.</summary>
    [JsonPropertyName("consent")]
    public Consent? Consent { get; init; }

    /// <summary>The deal itself. Required on create. May be set on create and changed later.</summary>
    [JsonPropertyName("details")]
    public ReferralDetails? Details { get; init; }

    /// <summary>The organization's own people on the deal. May be set on create and changed later.</summary>
    [JsonPropertyName("team")]
    public IReadOnlyList<Member> Team { get; init => field = ModelList<Member>.CopyOf(value); } = ModelList<Member>.Empty;

    /// <summary>Who invited, and for what help. May be set on create.</summary>
    [JsonPropertyName("inviteContext")]
    public InviteContext? InviteContext { get; init; }

    /// <summary>Where this record and its relatives are. Server-owned. Never sent.</summary>
    [JsonPropertyName("links")]
    public ReferralLinks? Links { get; init; }

    /// <summary>Ids in Microsoft's own systems. Server-owned.</summary>
    [JsonPropertyName("trackingInfo")]
    public TrackingInfo? TrackingInfo { get; init; }

    /// <summary>The deal's registrations. Not sent on create; added and edited by patches of their own.</summary>
    [JsonPropertyName("registrations")]
    public IReadOnlyList<DealRegistration> Registrations { get; init => field = ModelList<DealRegistration>.CopyOf(value); } =
        ModelList<DealRegistration>.Empty;

    /// <summary>Whether the record is a draft: not created yet, without an <see cref="Id"/>. Not on the wire.</summary>
    [JsonIgnore]
    public bool IsDraft => Id.Length == 0;

    /// <summary>What the referral is, read from its type, qualification, consent and who invited. Not on the wire.</summary>
    /// <remarks>
    /// A deal made as private or partner-led stays <see cref="ReferralKind.PartnerLedDeal"/> when Microsoft is invited into it, since its
    /// <see cref="Type"/> stays what it is. Whether Microsoft takes part is told by the engagement:
    /// <see cref="ReferralListingExtensions.ListRelatedAsync"/>.
    /// </remarks>
    [JsonIgnore]
    public ReferralKind Kind => ReferralKindTable.Of(this);

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("Referral", Id);
}
