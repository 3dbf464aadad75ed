namespace PartnerCenter.Referrals;

/// <summary>
/// Formats what models return from ToString: the type, and the id if it is a word. The text may be logged, so it has no data of people or
/// deals.
/// </summary>
internal static class ModelText
{
    public static string Of(string type, string? id) => ForeignWord.Of(id) is { } word ? $"{type} {word}" : type;
}
