"""Grammar that every stage needs: numerals, dates, markers of lists, script, pinyin."""
