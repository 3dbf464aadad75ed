using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a person on the partner's or the customer's side of a deal.</summary>
/// <remarks>
/// Mirrors <c>Member</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set its properties
/// on create, and a patch can add a member to a team.
/// </remarks>
public sealed record Member
{
    private readonly UnknownContent _unknown;

    /// <summary>Gets the given name.</summary>
    [JsonPropertyName("firstName")]
    public string? FirstName { get; init; }

    /// <summary>Gets the family name.</summary>
    [JsonPropertyName("lastName")]
    public string? LastName { get; init; }

    /// <summary>Gets the phone number.</summary>
    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init; }

    /// <summary>Gets the email address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>Gets the title or position. Microsoft's page does not list this member; it is known from real records.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>Gets how the person wants to be contacted.</summary>
    [JsonPropertyName("contactPreference")]
    public ContactPreference? ContactPreference { get; init; }

    /// <summary>
    /// Gets whether the email address was checked. The values are not known. This property is sent only if it is not null.
    /// </summary>
    // wire contract 3.4: known from one product only. Sending null would add a key that no real record has.
    [JsonPropertyName("emailValidationStatus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EmailValidationStatus { get; init; }

    /// <summary>
    /// Gets whether the phone number was checked. The values are not known. This property is sent only if it is not null.
    /// </summary>
    // wire contract 3.4: known from one product only. Sending null would add a key that no real record has.
    [JsonPropertyName("phoneValidationStatus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PhoneValidationStatus { get; init; }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _unknown.Members;
        init => _unknown = new UnknownContent(value);
    }

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "Member";
}
