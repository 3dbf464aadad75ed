using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Contains the fields by which a list can be filtered and ordered: the documented members (wire contract 2.2 and 2.3) and some that are
/// likely to work too. They are read once for each write of a record, not for each query. A value of an unexpected kind counts as missing.
/// The OData model is built from the public setters, and from the names with a lower-case first letter.
/// </summary>
internal sealed class ReferralFields
{
    /// <summary>Gets or sets the id. Like the other ids, and like the ids in a filter, it is <see cref="Canonical"/>.</summary>
    public string? Id { get; set; }

    public string? EngagementId { get; set; }

    public string? OrganizationId { get; set; }

    public string? Name { get; set; }

    public string? ExternalReferenceId { get; set; }

    public string? Status { get; set; }

    public string? Substatus { get; set; }

    public string? Type { get; set; }

    public string? Qualification { get; set; }

    public string? Direction { get; set; }

    public string? SalesStage { get; set; }

    public DateTimeOffset? CreatedDateTime { get; set; }

    public DateTimeOffset? UpdatedDateTime { get; set; }

    public DateTimeOffset? ExpirationDateTime { get; set; }

    public CustomerFields? CustomerProfile { get; set; }

    public IList<MemberFields> Team { get; set; } = [];

    public static ReferralFields Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json, StoredReferral.Reading);
        JsonElement record = document.RootElement;
        JsonElement customer = At(record, "customerProfile");
        return new ReferralFields
        {
            Id = Canonical(Text(record, "id")),
            EngagementId = Canonical(Text(record, "engagementId")),
            OrganizationId = Canonical(Text(record, "organizationId")),
            Name = Text(record, "name"),
            ExternalReferenceId = Text(record, "externalReferenceId"),
            Status = Text(record, "status"),
            Substatus = Text(record, "substatus"),
            Type = Text(record, "type"),
            Qualification = Text(record, "qualification"),
            Direction = Text(record, "direction"),
            SalesStage = Text(record, "salesStage"),
            CreatedDateTime = Date(record, "createdDateTime"),
            UpdatedDateTime = Date(record, "updatedDateTime"),
            ExpirationDateTime = Date(record, "expirationDateTime"),
            CustomerProfile = new CustomerFields
            {
                Name = Text(customer, "name"),
                Address = new AddressFields { Country = Text(At(customer, "address"), "country") },
            },
            Team = ReadTeam(At(record, "team")),
        };
    }

    /// <summary>Returns a GUID in lower case, and any other text unchanged (wire contract 5.3: <c>msft</c> is one of the ids).</summary>
    public static string? Canonical(string? id) => Guid.TryParseExact(id, "D", out Guid guid) ? guid.ToString() : id;

    private static MemberFields[] ReadTeam(JsonElement team) => team.ValueKind != JsonValueKind.Array
        ? []
        : [.. team.EnumerateArray().Select(member => new MemberFields
        {
            FirstName = Text(member, "firstName"),
            LastName = Text(member, "lastName"),
            Email = Text(member, "email"),
        })];

    private static JsonElement At(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) ? value : default;

    private static string? Text(JsonElement parent, string name) =>
        At(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static DateTimeOffset? Date(JsonElement parent, string name) =>
        DateTimeOffsetConverter.TryRead(Text(parent, name), out DateTimeOffset date) ? date : null;
}
