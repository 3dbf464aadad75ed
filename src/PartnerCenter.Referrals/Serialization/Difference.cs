using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>A member that is not the same in two versions of a referral.</summary>
/// <param name="Path">Where it is, in the words of the wire, such as <c>/details/dealValue</c>.</param>
/// <param name="Holder">The model that it is a member of.</param>
/// <param name="Name">Its JSON name there.</param>
/// <param name="Before">What was there; undefined if nothing.</param>
/// <param name="After">What is to be there; undefined if nothing.</param>
internal sealed record Difference(string Path, Type Holder, string Name, JsonElement Before, JsonElement After)
{
    /// <summary>Whether the member, which this version of the library does not know, disappeared with the object that held it.</summary>
    public required bool IsLost { get; init; }

    /// <summary>The path only: the values may be about people.</summary>
    public override string ToString() => Path;
}
