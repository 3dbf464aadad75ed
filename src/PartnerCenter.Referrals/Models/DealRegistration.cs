using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the registration of a won deal for a Microsoft program.</summary>
/// <remarks>
/// Microsoft's pages about this API do not describe it; it is known from Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> and from real records. You
/// add and edit registrations with patches of their own, never by creating or replacing a referral.
/// </remarks>
public sealed record DealRegistration
{
    private readonly UnknownContent _unknown;

    /// <summary>Gets the registration's id. The service sets it.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>
    /// Gets the program that the deal is registered for. You set it when you register the deal. The service never returns it, so it is sent
    /// only if it is not null.
    /// </summary>
    // wire contract 10 #25: in the input model, but not in the output model.
    [JsonPropertyName("type")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegistrationType? Type { get; init; }

    /// <summary>Gets when the deal was registered, in UTC. The service sets it.</summary>
    [JsonPropertyName("registrationDateTime")]
    public DateTimeOffset? RegistrationDateTime { get; init; }

    /// <summary>
    /// Gets the status of the registration, which the service sets. You can edit the registration only while it waits for the partner.
    /// </summary>
    [JsonPropertyName("status")]
    public RegistrationStatus? Status { get; init; }

    /// <summary>Gets the reason for the status, in free text. The service sets it.</summary>
    [JsonPropertyName("statusReason")]
    public string? StatusReason { get; init; }

    /// <summary>Gets the contract. You can set it when you register the deal and change it later.</summary>
    [JsonPropertyName("contract")]
    public RegistrationContract? Contract { get; init; }

    /// <summary>Gets the solutions that were sold. You can set them when you register the deal and change them later.</summary>
    [JsonPropertyName("solutionDetails")]
    public IReadOnlyList<RegistrationSolution> SolutionDetails { get; init => field = ModelList<RegistrationSolution>.CopyOf(value); } =
        ModelList<RegistrationSolution>.Empty;

    /// <summary>Gets when the registration reached each status. The service sets it.</summary>
    [JsonPropertyName("statusHistory")]
    public RegistrationStatusHistory? StatusHistory { get; init; }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _unknown.Members;
        init => _unknown = new UnknownContent(value);
    }

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("DealRegistration", Id);
}
