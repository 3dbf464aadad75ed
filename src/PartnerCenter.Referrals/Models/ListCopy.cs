using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Copies the lists that callers pass in, so that a later change of a list has no effect.</summary>
internal static class ListCopy
{
    /// <summary>Returns a copy of a list. The copy cannot be changed.</summary>
    /// <exception cref="ArgumentNullException">The list is null or contains null.</exception>
    public static IReadOnlyList<T> Of<T>(
        IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(items, parameterName);
        T[] copy = [.. items];
        return Array.Exists(copy, static item => item is null)
            ? throw new ArgumentNullException(parameterName, "The list must not contain null.")
            : Array.AsReadOnly(copy);
    }
}
