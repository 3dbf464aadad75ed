using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A person on the partner's or the customer's side of a deal.</summary>
/// <remarks>Mirrors Member of Microsoft's page <i>Referral resources</i>. May be set; patches may add one.</remarks>
public sealed record Member
{
    /// <summary>The given name. May be set.</summary>
    [JsonPropertyName("firstName")]
    public string? FirstName { get; init; }

    /// <summary>The family name. May be set.</summary>
    [JsonPropertyName("lastName")]
    public string? LastName { get; init; }

    /// <summary>The phone number. May be set.</summary>
    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init; }

    /// <summary>The mail address. May be set.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>The title or position; not on Microsoft's page, seen in real records. May be set.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>How the person wants to be contacted. May be set.</summary>
    [JsonPropertyName("contactPreference")]
    public ContactPreference? ContactPreference { get; init; }

    /// <summary>Whether the mail address was checked; the key is known, its values are not. Sent only if not null.</summary>
    // wire contract 3.4: known from one product only; a null would add a key that no real record has.
    [JsonPropertyName("emailValidationStatus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EmailValidationStatus { get; init; }

    /// <summary>Whether the phone number was checked; the key is known, its values are not. Sent only if not null.</summary>
    // wire contract 3.4: known from one product only; a null would add a key that no real record has.
    [JsonPropertyName("phoneValidationStatus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PhoneValidationStatus { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "Member";
}
