namespace PartnerCenter.Referrals;

/// <summary>What the one JSON converter needs to know of an open value type.</summary>
/// <typeparam name="TSelf">The value type itself.</typeparam>
internal interface IOpenValue<TSelf> where TSelf : struct, IOpenValue<TSelf>
{
    /// <summary>The values that this version of the library names.</summary>
    static abstract OpenValueSet Known { get; }

    /// <summary>The raw text; never null.</summary>
    string Value { get; }

    /// <summary>Makes a value of a text.</summary>
    static abstract TSelf From(string text);
}
