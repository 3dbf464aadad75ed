using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Declares the static members that each <see cref="ExtensibleEnum{TSelf}"/> supplies. Only this library implements it.</summary>
/// <typeparam name="TSelf">The type that implements the interface.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "The interface has the name of the class that it belongs to.")]
public interface IExtensibleEnum<TSelf>
    where TSelf : ExtensibleEnum<TSelf>, IExtensibleEnum<TSelf>
{
    /// <summary>Gets the values that this version of the library names.</summary>
    internal static abstract TSelf[] Members { get; }

    /// <summary>Creates a value for a text that no value in <see cref="Members"/> has.</summary>
    internal static abstract TSelf Create(string value);
}
