using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a person on the partner's or the customer's side of a deal.</summary>
/// <remarks>
/// Mirrors <c>Member</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set its properties
/// on create, and a patch can add a member to a team.
/// </remarks>
public sealed record Member : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the given name.</summary>
    [JsonPropertyName("firstName")]
    public string? FirstName { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the family name.</summary>
    [JsonPropertyName("lastName")]
    public string? LastName { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the phone number.</summary>
    [JsonPropertyName("phoneNumber")]
    public string? PhoneNumber { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the email address.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the title or position. Microsoft's page does not list this member; it is known from real records.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets how the person wants to be contacted.</summary>
    [JsonPropertyName("contactPreference")]
    public ContactPreference? ContactPreference { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets whether the email address was checked. The values are not known.</summary>
    [JsonPropertyName("emailValidationStatus")]
    public string? EmailValidationStatus { get; init => field = _content.Keep(value, 6); }

    /// <summary>Gets whether the phone number was checked. The values are not known.</summary>
    [JsonPropertyName("phoneValidationStatus")]
    public string? PhoneValidationStatus { get; init => field = _content.Keep(value, 7); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "Member";
}
