namespace PartnerCenter.Referrals;

/// <summary>How models print: what they are and which one, nothing about people or deals, for it may end up in a log.</summary>
internal static class ModelText
{
    public static string Of(string type, string? id) => string.IsNullOrEmpty(id) ? type : $"{type} {id}";
}
