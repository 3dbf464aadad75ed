using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Reads a body that is used as a whole or not at all.</summary>
internal sealed class PlainFormat<T>(JsonTypeInfo<T> form) : BodyFormat<T>
    where T : class
{
    public override T? Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, form);

    public override T ReadReadable(ReadOnlySpan<byte> body, UnreadableValues unreadable) =>
        Read(body)!; // The first reading has failed, so this one throws.
}
