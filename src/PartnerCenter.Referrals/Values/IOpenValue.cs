namespace PartnerCenter.Referrals;

/// <summary>
/// A text of an open set: some values have a name in this library, any other is read, kept and written unchanged. Implemented by this
/// library's value types only.
/// </summary>
/// <typeparam name="TSelf">The value type itself.</typeparam>
public interface IOpenValue<TSelf> : IEquatable<TSelf> where TSelf : struct, IOpenValue<TSelf>
{
    /// <summary>The text exactly as the service wrote it or the caller gave it; never null.</summary>
    string Value { get; }

    /// <summary>Whether this version of the library has a name for the text, ignoring case.</summary>
    bool IsKnown { get; }

    /// <summary>The values that this version of the library names.</summary>
    internal static abstract OpenValueSet Known { get; }

    /// <summary>Makes a value of a text.</summary>
    internal static abstract TSelf From(string text);
}
