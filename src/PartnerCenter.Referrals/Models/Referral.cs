using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a lead or a deal as one party of an engagement sees it. Each party has its own record, with its own id, status and
/// <see cref="ETag"/>.
/// </summary>
/// <remarks>
/// <para>
/// Mirrors <c>Referral</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The records of one
/// engagement have the same <see cref="EngagementId"/>.
/// </para>
/// <para>
/// Lists are never null and never change, because a record copies the list that you set; it refuses a list that contains null with an
/// <see cref="ArgumentNullException"/> that names the property. The lists of every other model do the same. Two records are equal if their
/// content is equal, including their lists and the members that this version does not know. OData annotations, such as
/// <c>@odata.context</c>, are no content.
/// </para>
/// </remarks>
public sealed record Referral : IModel
{
    private readonly UnknownContent _unknown;
    private readonly NullMembers _nulls;

    /// <summary>Gets the record's id, a GUID. It is empty on a draft. The service sets it.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init => field = _nulls.KeepText(value, 0); } = "";

    /// <summary>
    /// Gets the id of the engagement that links the parties' records, a GUID. It is empty on a draft that starts an engagement. You can set
    /// it on create, to join an existing engagement; it never changes.
    /// </summary>
    [JsonPropertyName("engagementId")]
    public string EngagementId { get; init => field = _nulls.KeepText(value, 1); } = "";

    /// <summary>
    /// Gets the deal's name; leads may have none. The service may return it HTML-encoded, and the client does not decode it. You can set it
    /// on create and change it later.
    /// </summary>
    [JsonPropertyName("name")]
    public string? Name { get; init => field = _nulls.Keep(value, 2); }

    /// <summary>Gets the id of the partner organization that owns this record. The service sets it.</summary>
    [JsonPropertyName("organizationId")]
    public string? OrganizationId { get; init => field = _nulls.Keep(value, 3); }

    /// <summary>
    /// Gets the name of the organization that owns this record. Use it for display, not for comparison. The service sets it.
    /// </summary>
    [JsonPropertyName("organizationName")]
    public string? OrganizationName { get; init => field = _nulls.Keep(value, 4); }

    /// <summary>Gets what last changed the record; null in all records seen. You can set it on create and change it later.</summary>
    [JsonPropertyName("lastModifiedVia")]
    public string? LastModifiedVia { get; init => field = _nulls.Keep(value, 5); }

    /// <summary>
    /// Gets the id of the connector run that last changed the record (inferred); null in all records seen. You can set it on create and
    /// change it later.
    /// </summary>
    [JsonPropertyName("lastRunId")]
    public string? LastRunId { get; init => field = _nulls.Keep(value, 6); }

    /// <summary>
    /// Gets the deal's id in the partner's own CRM system; null or empty if there is none. You can set it on create and change it later.
    /// </summary>
    [JsonPropertyName("externalReferenceId")]
    public string? ExternalReferenceId { get; init => field = _nulls.Keep(value, 7); }

    /// <summary>Gets when the record was created, in UTC. The service sets it.</summary>
    [JsonPropertyName("createdDateTime")]
    public DateTimeOffset? CreatedDateTime { get; init => field = _nulls.Keep(value, 8); }

    /// <summary>Gets when the record was last changed, in UTC. The service sets it.</summary>
    [JsonPropertyName("updatedDateTime")]
    public DateTimeOffset? UpdatedDateTime { get; init => field = _nulls.Keep(value, 9); }

    /// <summary>
    /// Gets the time until which an incoming referral waits for an answer, in UTC; null once it is answered. The service sets it.
    /// </summary>
    [JsonPropertyName("expirationDateTime")]
    public DateTimeOffset? ExpirationDateTime { get; init => field = _nulls.Keep(value, 10); }

    /// <summary>Gets the status. The service decides it on create. You change it together with the <see cref="Substatus"/>.</summary>
    [JsonPropertyName("status")]
    public ReferralStatus? Status { get; init => field = _nulls.Keep(value, 11); }

    /// <summary>
    /// Gets the substatus, which refines the status. The service decides it on create. You change it together with the
    /// <see cref="Status"/>.
    /// </summary>
    [JsonPropertyName("substatus")]
    public ReferralSubstatus? Substatus { get; init => field = _nulls.Keep(value, 12); }

    /// <summary>Gets why the referral was declined or lost, in free text. You can set it on create and change it later.</summary>
    [JsonPropertyName("statusReason")]
    public string? StatusReason { get; init => field = _nulls.Keep(value, 13); }

    /// <summary>Gets who qualified the lead. You can set it on create.</summary>
    [JsonPropertyName("qualification")]
    public ReferralQualification? Qualification { get; init => field = _nulls.Keep(value, 14); }

    /// <summary>Gets whether one partner works on the deal or several parties work on it together. You must set it on create.</summary>
    [JsonPropertyName("type")]
    public ReferralType? Type { get; init => field = _nulls.Keep(value, 15); }

    /// <summary>Gets where the lead came from. It is null in all records seen, and its values are not known. The service sets it.</summary>
    [JsonPropertyName("referralSource")]
    public string? ReferralSource { get; init => field = _nulls.Keep(value, 16); }

    /// <summary>
    /// Gets the version of the record, including its quotes. It is empty on a draft. It is sent unchanged in the If-Match header. The
    /// service sets it.
    /// </summary>
    [JsonPropertyName("eTag")]
    public string ETag { get; init => field = _nulls.KeepText(value, 17); } = "";

    /// <summary>Gets whether the referral is marked as a favorite. You can set it on create and change it later.</summary>
    [JsonPropertyName("favorite")]
    public bool? Favorite { get; init => field = _nulls.Keep(value, 18); }

    /// <summary>
    /// Gets the marketing campaign that the referral came from; null or empty if there is none. You can set it on create and change it
    /// later.
    /// </summary>
    [JsonPropertyName("campaignId")]
    public string? CampaignId { get; init => field = _nulls.Keep(value, 19); }

    /// <summary>Gets the stage of the sale. You can set it on create and change it later.</summary>
    [JsonPropertyName("salesStage")]
    public SalesStage? SalesStage { get; init => field = _nulls.Keep(value, 20); }

    /// <summary>Gets the quality that the service assigns to the referral.</summary>
    [JsonPropertyName("quality")]
    public ReferralQuality? Quality { get; init => field = _nulls.Keep(value, 21); }

    /// <summary>Gets whether the referral was reported as spam. The service sets it.</summary>
    [JsonPropertyName("isSpam")]
    public bool? IsSpam { get; init => field = _nulls.Keep(value, 22); }

    /// <summary>Gets whether the referral came to your organization or was sent by it. The service sets it.</summary>
    [JsonPropertyName("direction")]
    public ReferralDirection? Direction { get; init => field = _nulls.Keep(value, 23); }

    /// <summary>
    /// Gets the partner location (PartnerID, digits) that the referral belongs to. You can set it on create, but you cannot change it
    /// later.
    /// </summary>
    [JsonPropertyName("mpnId")]
    public string? MpnId { get; init => field = _nulls.Keep(value, 24); }

    /// <summary>Gets the referral program; null in all records seen. The service sets it.</summary>
    [JsonPropertyName("referralProgram")]
    public string? ReferralProgram { get; init => field = _nulls.Keep(value, 25); }

    /// <summary>Gets how confidential the deal is. You can set it on create.</summary>
    [JsonPropertyName("dealSensitivity")]
    public DealSensitivity? DealSensitivity { get; init => field = _nulls.Keep(value, 26); }

    /// <summary>Gets what created the record; null in all records seen. The service sets it.</summary>
    [JsonPropertyName("createdVia")]
    public string? CreatedVia { get; init => field = _nulls.Keep(value, 27); }

    /// <summary>Gets the labels of the referral; empty in all records seen. The service sets them.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init => field = ModelList<string>.CopyOf(value); } = ModelList<string>.Absent;

    /// <summary>Gets when the referral was accepted, in UTC. On your own deals it is the time of creation. The service sets it.</summary>
    [JsonPropertyName("acceptedDateTime")]
    public DateTimeOffset? AcceptedDateTime { get; init => field = _nulls.Keep(value, 29); }

    /// <summary>Gets when the referral was closed, in UTC. The service sets it.</summary>
    [JsonPropertyName("closedDateTime")]
    public DateTimeOffset? ClosedDateTime { get; init => field = _nulls.Keep(value, 30); }

    /// <summary>Gets what the customer did; null in all records seen. The service sets it.</summary>
    [JsonPropertyName("callToAction")]
    public string? CallToAction { get; init => field = _nulls.Keep(value, 31); }

    /// <summary>Gets the status of the deal's registration. The service sets it.</summary>
    [JsonPropertyName("registrationStatus")]
    public RegistrationStatus? RegistrationStatus { get; init => field = _nulls.Keep(value, 32); }

    /// <summary>
    /// Gets the targets of the referral: your own solutions, or the invited party. You can set it on create and change it later.
    /// </summary>
    [JsonPropertyName("target")]
    public IReadOnlyList<ReferralTarget> Target { get; init => field = ModelList<ReferralTarget>.CopyOf(value); } =
        ModelList<ReferralTarget>.Absent;

    /// <summary>Gets the customer. You must set it on create and can change it later.</summary>
    [JsonPropertyName("customerProfile")]
    public CustomerProfile? CustomerProfile { get; init => field = _nulls.Keep(value, 34); }

    /// <summary>Gets the consent that the customer and the partner gave. You must set it on create and can change it later.</summary>
    [JsonPropertyName("consent")]
    public Consent? Consent { get; init => field = _nulls.Keep(value, 35); }

    /// <summary>Gets the details of the deal. You must set them on create and can change them later.</summary>
    [JsonPropertyName("details")]
    public ReferralDetails? Details { get; init => field = _nulls.Keep(value, 36); }

    /// <summary>Gets the organization's own people who work on the deal. You can set them on create and change them later.</summary>
    [JsonPropertyName("team")]
    public IReadOnlyList<Member> Team { get; init => field = ModelList<Member>.CopyOf(value); } = ModelList<Member>.Absent;

    /// <summary>Gets who sent the invitation into the engagement, and what help it asks for. You can set it on create.</summary>
    [JsonPropertyName("inviteContext")]
    public InviteContext? InviteContext { get; init => field = _nulls.Keep(value, 38); }

    /// <summary>
    /// Gets the links to this record and to the other records of its engagement. The service sets them, and they are never sent.
    /// </summary>
    [JsonPropertyName("links")]
    public ReferralLinks? Links { get; init => field = _nulls.Keep(value, 39); }

    /// <summary>Gets the deal's ids in Microsoft's own systems. The service sets them.</summary>
    [JsonPropertyName("trackingInfo")]
    public TrackingInfo? TrackingInfo { get; init => field = _nulls.Keep(value, 40); }

    /// <summary>Gets the deal's registrations. They are not sent on create; you add and edit them with patches of their own.</summary>
    [JsonPropertyName("registrations")]
    public IReadOnlyList<DealRegistration> Registrations { get; init => field = ModelList<DealRegistration>.CopyOf(value); } =
        ModelList<DealRegistration>.Absent;

    /// <summary>
    /// Gets whether the record is a draft, which is not created yet and has no <see cref="Id"/>. The JSON has no such member.
    /// </summary>
    [JsonIgnore]
    public bool IsDraft => Id.Length == 0;

    /// <summary>
    /// Gets the kind of referral. It is derived from the type, the qualification, the consent, the attributes and the organization that
    /// sent the invitation. The JSON has no such member.
    /// </summary>
    /// <remarks>
    /// A deal that you created as private or partner-led is a <see cref="ReferralKind.PartnerLedDeal"/> when Microsoft is invited into it,
    /// because its <see cref="Type"/> does not change. To find out whether Microsoft takes part, list the records of the engagement with
    /// <see cref="ReferralListingExtensions.ListRelatedAsync"/>.
    /// </remarks>
    [JsonIgnore]
    public ReferralKind Kind => ReferralKindTable.Of(this);

    /// <summary>
    /// Gets the JSON paths of the values that this version cannot read, such as <c>$.team[0].email</c>; empty for a record that was read as
    /// a whole. The JSON has no such member.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A member with such a value is null, a list in another shape is empty, and such an item of a list is left out. A null among the items
    /// of a list is one too. The indexes in the paths count the items as the service sent them. A question mark stands for the name of a
    /// member that this version does not know.
    /// </para>
    /// <para>
    /// Patches of the record go on, and leave these values as they are unless you set them. A replace is refused, because it would delete
    /// them. An update cannot clear such a value: its member is null or empty already, so that setting it to null or to an empty list is no
    /// change. Only a patch clears it:
    /// <see cref="IReferralsClient.PatchAsync(Referral, ReferralPatch, ReferralCallOptions, CancellationToken)"/>.
    /// </para>
    /// <para>
    /// A serializer of your own does not write the paths. A record that you store as JSON and read again, for example in a cache, does not
    /// know its values that cannot be read, so that a replace deletes them. Read the record from the service before you replace it.
    /// </para>
    /// <para>
    /// The paths stay when you copy the record using <c>with</c>, and they are part of its content: a record without a value
    /// that cannot be read does not equal one that has none there.
    /// </para>
    /// </remarks>
    [JsonIgnore]
    public IReadOnlyList<string> UnreadableMembers { get; internal init => field = ModelList<string>.CopyOf(value); } =
        ModelList<string>.Empty;

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _unknown.Members;
        init => _unknown = new UnknownContent(value);
    }

    bool IModel.IsNull(int member) => _nulls.IsNull(member);

    bool IModel.IsEmptyText(int member) => _nulls.IsEmptyText(member);

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("Referral", Id);
}
