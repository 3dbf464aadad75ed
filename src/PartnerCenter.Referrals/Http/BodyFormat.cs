using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads one kind of body, in two ways: at once, and, after that has failed, without the values that cannot be read.</summary>
/// <typeparam name="T">The type of what the body holds.</typeparam>
internal abstract class BodyFormat<T>
    where T : class
{
    /// <summary>Reads a body in which everything can be read.</summary>
    /// <exception cref="JsonException">Something cannot be read.</exception>
    public abstract T? Read(ReadOnlySpan<byte> body);

    /// <summary>Reads what can be read, and collects what cannot.</summary>
    /// <exception cref="JsonException">The body is no JSON of this kind.</exception>
    /// <exception cref="UnusableBodyException">The body cannot be used without what cannot be read.</exception>
    public abstract T ReadReadable(ReadOnlySpan<byte> body, UnreadableValues unreadable);
}
