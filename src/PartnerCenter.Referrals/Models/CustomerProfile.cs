using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the customer of a referral.</summary>
/// <remarks>
/// Mirrors <c>CustomerProfile</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You set it on create and
/// change it with a replace; a patch can change only the <see cref="Team"/>.
/// </remarks>
public sealed record CustomerProfile : IModel
{
    private readonly ModelContent _content;

    /// <summary>
    /// Gets the customer's name; required. The legal name helps the service match the customer. The service may return the name
    /// HTML-encoded, and the client does not decode it.
    /// </summary>
    [JsonPropertyName("name")]
    public string? Name { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the number of employees as a band. Records also contain null or an empty text.</summary>
    [JsonPropertyName("size")]
    public CustomerSize? Size { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets whether the service has matched the customer with its register. The service sets this property.</summary>
    [JsonPropertyName("isMatchingComplete")]
    public bool? IsMatchingComplete { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the customer's address; required.</summary>
    [JsonPropertyName("address")]
    public Address? Address { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the contacts at the customer. They are required if you ask for Microsoft's help.</summary>
    [JsonPropertyName("team")]
    public IReadOnlyList<Member> Team { get; init => field = ModelList<Member>.CopyOf(value); } = ModelList<Member>.Absent;

    /// <summary>Gets the customer's ids in company registers.</summary>
    [JsonPropertyName("ids")]
    public IReadOnlyList<CustomerProfileId> Ids { get; init => field = ModelList<CustomerProfileId>.CopyOf(value); } =
        ModelList<CustomerProfileId>.Absent;

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "CustomerProfile";
}
