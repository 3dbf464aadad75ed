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

    /// <summary>
    /// Returns the paths of the values for which one of the members that the pointers name is unreadable. A pointer without positions, such
    /// as <c>/team/email</c>, names the member of each item.
    /// </summary>
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
                unreadable => paths.Any(path => Overlap(unreadable, path) || Overlap(WithoutPositions(unreadable), path))),
        ];
    }

    private static bool Overlap(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    private static string WithoutPositions(string path)
    {
        string[] parts = path.Split('[');
        return parts[0] + string.Concat(parts[1..].Select(part => part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..]));
    }

    private static bool IsWithin(string path, string holder) => path.StartsWith(holder, StringComparison.Ordinal)
        && (path.Length == holder.Length || path[holder.Length] is '.' or '[');

    private static string ToPath(string pointer) => "$" + string.Concat(pointer.Split('/').Skip(1)
        .Select(step => step.Length > 0 && step.All(char.IsAsciiDigit) ? $"[{step}]" : $".{step}"));
}
