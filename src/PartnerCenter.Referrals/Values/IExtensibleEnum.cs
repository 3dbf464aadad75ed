using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>What each <see cref="ExtensibleEnum{TSelf}"/> supplies. Only this library implements it.</summary>
/// <typeparam name="TSelf">The value type itself.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "Named after the class that it belongs to.")]
public interface IExtensibleEnum<TSelf>
    where TSelf : ExtensibleEnum<TSelf>, IExtensibleEnum<TSelf>
{
    /// <summary>The values that this version of the library names.</summary>
    internal static abstract TSelf[] Members { get; }

    /// <summary>Creates a value for a text that none of <see cref="Members"/> has.</summary>
    internal static abstract TSelf Create(string value);
}
