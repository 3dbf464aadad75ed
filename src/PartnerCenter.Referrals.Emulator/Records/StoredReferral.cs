using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>A record and its place in the order in which records came. Touched only under the store's lock.</summary>
internal sealed class StoredReferral(JsonObject record, long sequence)
{
    public JsonObject Record { get; set; } = record;

    public long Sequence => sequence;

    public string Id => TextOf("id") ?? "";

    /// <summary>The text at a path such as <c>customerProfile/address/country</c>; null if there is none, or something else.</summary>
    public string? TextOf(string path) => Record.TextAt(path);
}
