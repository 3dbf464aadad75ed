namespace PartnerCenter.Referrals;

/// <summary>Relates the JSON paths of values that cannot be read to the JSON Pointers of patches.</summary>
internal static class UnreadablePaths
{
    public const string ETag = "$.eTag";
    public const string UpdatedDateTime = "$.updatedDateTime";

    /// <summary>Returns whether a value inside the member that the pointer names cannot be read, such as an item of its list.</summary>
    public static bool HasUnreadablePart(this Referral referral, string pointer) =>
        referral.UnreadableMembers.Count > 0 && ToPath(pointer) is var path
        && referral.UnreadableMembers.Any(unreadable => unreadable.Length > path.Length && IsWithin(unreadable, path));

    /// <summary>
    /// Returns whether the member that the pointer names, a value inside it, or an object or a list that holds it cannot be read.
    /// </summary>
    public static bool IsUnreadable(this Referral referral, string pointer) => referral.UnreadableIn(pointer).Count > 0;

    /// <summary>Returns the paths of the values for which one of the members that the pointers name is unreadable.</summary>
    public static IReadOnlyList<string> UnreadableIn(this Referral referral, params IReadOnlyList<string> pointers)
    {
        if (referral.UnreadableMembers.Count == 0)
        {
            return [];
        }

        string[] paths = [.. pointers.Select(ToPath)];
        return
        [
            .. referral.UnreadableMembers.Where(
                unreadable => paths.Any(path => IsWithin(unreadable, path) || IsWithin(path, unreadable))),
        ];
    }

    private static bool IsWithin(string path, string holder) => path.StartsWith(holder, StringComparison.Ordinal)
        && (path.Length == holder.Length || path[holder.Length] is '.' or '[');

    private static string ToPath(string pointer) => "$" + string.Concat(pointer.Split('/').Skip(1)
        .Select(step => step.Length > 0 && step.All(char.IsAsciiDigit) ? $"[{step}]" : $".{step}"));
}
