using System.Buffers;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a referral whose JSON holds values that cannot be read. They are left out and named.</summary>
internal static class ReadableReferral
{
    /// <summary>Returns the referral; null if it cannot be read at all.</summary>
    /// <param name="json">The JSON of the referral.</param>
    /// <param name="unreadable">Takes the referral if it is not whole.</param>
    /// <param name="failure">Describes a referral that cannot be read.</param>
    /// <exception cref="JsonException">The JSON has a syntax error.</exception>
    public static Referral? Read(ReadOnlySpan<byte> json, UnreadableValues unreadable, out UnreadableItem? failure)
    {
        ArrayBufferWriter<byte> readable = new();
        if (!new ReadableCopy(json, unreadable).TryWriteTo(readable, ReferralsJson.Referral))
        {
            failure = new UnreadableItem("is no object");
            return null;
        }

        IReadOnlyList<string> paths = unreadable.TakePaths();
        Referral read = JsonSerializer.Deserialize(readable.WrittenSpan, ReferralsJson.Referral)!;
        if (paths.Contains("$.id"))
        {
            failure = new UnreadableItem("has an id that cannot be read") { Rest = read };
            return null;
        }

        failure = null;
        Referral referral = read with { UnreadableMembers = paths };
        if (paths.Count > 0)
        {
            unreadable.Incomplete.Add(referral);
        }

        return referral;
    }
}
