using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A won deal registered for a programme of Microsoft's.</summary>
/// <remarks>
/// Not on Microsoft's pages about this API; known from its Power Platform connector and real records. Added and edited by patches of
/// their own, never on create or replace of the referral's other members.
/// </remarks>
public sealed record DealRegistration
{
    /// <summary>The registration's id. Server-owned.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The programme. Set when registering, never returned, so sent only if not null.</summary>
    // wire contract 10 #25: in the input model only.
    [JsonPropertyName("type")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegistrationType? Type { get; init; }

    /// <summary>When it was registered, in UTC. Server-owned.</summary>
    [JsonPropertyName("registrationDateTime")]
    public DateTimeOffset? RegistrationDateTime { get; init; }

    /// <summary>Where it stands; editable only while it waits for the partner. Server-owned.</summary>
    [JsonPropertyName("status")]
    public RegistrationStatus? Status { get; init; }

    /// <summary>Why it stands there, in free text. Server-owned.</summary>
    [JsonPropertyName("statusReason")]
    public string? StatusReason { get; init; }

    /// <summary>The contract. May be set when registering and changed.</summary>
    [JsonPropertyName("contract")]
    public RegistrationContract? Contract { get; init; }

    /// <summary>The solutions sold. May be set when registering and changed.</summary>
    [JsonPropertyName("solutionDetails")]
    public IReadOnlyList<RegistrationSolution> SolutionDetails { get; init => field = ModelList<RegistrationSolution>.CopyOf(value); } =
        ModelList<RegistrationSolution>.Empty;

    /// <summary>When it came to each status. Server-owned.</summary>
    [JsonPropertyName("statusHistory")]
    public RegistrationStatusHistory? StatusHistory { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("DealRegistration", Id);
}
