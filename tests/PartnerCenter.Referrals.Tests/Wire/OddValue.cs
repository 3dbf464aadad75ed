using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Represents a value that no version foresaw, in an otherwise whole referral.</summary>
/// <param name="Member">The member that has the value, such as <c>details.dealValue</c>.</param>
/// <param name="Json">The JSON of the value.</param>
/// <param name="Unreadable">The paths of what is left out.</param>
internal sealed record OddValue(string Member, string Json, params string[] Unreadable)
{
    private const string Placeholder = "the odd value";

    /// <summary>Gets the JSON of the member as it would be without what is left out.</summary>
    public string Rest { get; init; } = "null";

    /// <summary>Returns the full referral with the value.</summary>
    public string Referral => With(Json);

    /// <summary>Returns the full referral as it would be without what is left out.</summary>
    public string Remainder => With(Rest);

    public override string ToString() => $"\"{Member}\": {(Json.Length > 90 ? Json[..90] + "…" : Json)}";

    // Halves of surrogate pairs and duplicates are no JsonNode, so the value is put into the text.
    private string With(string json) => ReferralJson.FullWith(referral =>
    {
        string[] names = Member.Split('.');
        JsonObject owner = names[..^1].Aggregate(referral, (at, name) => at[name]!.AsObject());
        owner[names[^1]] = Placeholder;
    }).Replace($"\"{Placeholder}\"", json, StringComparison.Ordinal);
}
