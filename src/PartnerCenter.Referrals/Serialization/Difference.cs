using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Represents a member that differs between two versions of a referral.</summary>
/// <param name="Path">The JSON Pointer to the member, such as <c>/details/dealValue</c>.</param>
/// <param name="Holder">The model that the member belongs to.</param>
/// <param name="Name">The JSON name of the member in that model.</param>
/// <param name="Before">The value before; undefined if the member was absent, and for links.</param>
/// <param name="After">The value after; JSON null if there is none, undefined for links.</param>
internal sealed record Difference(string Path, Type Holder, string Name, JsonElement Before, JsonElement After)
{
    /// <summary>
    /// Gets whether this version of the library does not know the member and the later version of the referral no longer has it.
    /// </summary>
    public required bool IsLost { get; init; }

    /// <summary>Returns only the path, because the values may be personal data.</summary>
    public override string ToString() => Path;
}
