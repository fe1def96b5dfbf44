import QtQml
import QtQuick.VirtualKeyboard

// What the on-screen keyboard has in its hands at the moment this is made.
QtObject {
    readonly property list<string> texts: {
        const found = [InputContext.surroundingText, InputContext.selectedText, InputContext.preeditText];
        const words = InputContext.inputEngine.wordCandidateListModel;
        for (let row = 0; words && row < words.count; ++row)
            found.push(String(words.dataAt(row)));
        return found;
    }
}
