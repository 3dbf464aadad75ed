namespace PartnerCenter.Referrals;

/// <summary>Relates the JSON paths of values that cannot be read to the JSON Pointers of patches.</summary>
internal static class UnreadablePaths
{
    public const string ETag = "$.eTag";
    public const string UpdatedDateTime = "$.updatedDateTime";

    /// <summary>Returns whether a value inside the member that the pointer names cannot be read, such as an item of its list.</summary>
    public static bool HasUnreadablePart(this Referral referral, string pointer) =>
        referral.UnreadableMembers.Count > 0 && ToPath(pointer) is var path
        && referral.UnreadableMembers.Any(
            unreadable => unreadable.StartsWith(path, StringComparison.Ordinal)
                && unreadable.Length > path.Length && unreadable[path.Length] is '.' or '[');

    /// <summary>Returns whether the member that the pointer names, or a value inside it, cannot be read.</summary>
    public static bool IsUnreadable(this Referral referral, string pointer) =>
        referral.HasUnreadablePart(pointer) || referral.UnreadableMembers.Contains(ToPath(pointer));

    private static string ToPath(string pointer) => "$" + string.Concat(pointer.Split('/').Skip(1)
        .Select(step => step.Length > 0 && step.All(char.IsAsciiDigit) ? $"[{step}]" : $".{step}"));
}
