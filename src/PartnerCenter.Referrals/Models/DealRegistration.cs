using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the registration of a won deal for a Microsoft program.</summary>
/// <remarks>
/// Microsoft's pages about this API do not describe it; it is known from Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> and from real records. You
/// add and edit registrations with patches of their own, never by creating or replacing a referral.
/// </remarks>
public sealed record DealRegistration : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the registration's id. The service sets it.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 0); }

    /// <summary>
    /// Gets the program that the deal is registered for. You set it when you register the deal. The service never returns it.
    /// </summary>
    [JsonPropertyName("type")]
    public RegistrationType? Type { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets when the deal was registered, in UTC. The service sets it.</summary>
    [JsonPropertyName("registrationDateTime")]
    public DateTimeOffset? RegistrationDateTime { get; init => field = _content.Keep(value, 2); }

    /// <summary>
    /// Gets the status of the registration, which the service sets. You can edit the registration only while it waits for the partner.
    /// </summary>
    [JsonPropertyName("status")]
    public RegistrationStatus? Status { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the reason for the status, in free text. The service sets it.</summary>
    [JsonPropertyName("statusReason")]
    public string? StatusReason { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets the contract. You can set it when you register the deal and change it later.</summary>
    [JsonPropertyName("contract")]
    public RegistrationContract? Contract { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets the solutions that were sold. You can set them when you register the deal and change them later.</summary>
    [JsonPropertyName("solutionDetails")]
    public IReadOnlyList<RegistrationSolution> SolutionDetails { get; init => field = ModelList<RegistrationSolution>.CopyOf(value); } =
        ModelList<RegistrationSolution>.Absent;

    /// <summary>Gets when the registration reached each status. The service sets it.</summary>
    [JsonPropertyName("statusHistory")]
    public RegistrationStatusHistory? StatusHistory { get; init => field = _content.Keep(value, 7); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("DealRegistration", Id);
}
